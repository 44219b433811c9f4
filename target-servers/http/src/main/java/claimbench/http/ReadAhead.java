package claimbench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a blocking channel while its owner does something else, to learn whether the peer has left. The idea: only a
 * read says so, and a read that has begun can't be taken back (to interrupt it would close the channel). So it has a
 * virtual thread of its own, which goes on waiting when the watch is over; whatever it reads then, the owner's next read
 * gets:
 *
 * <pre>
 *                 watch begins                 bytes come: kept
 *     no thread ───────────────▶ reading ◀──────────────────────┐
 *         ▲                      │  │  └───────────────────────┘  while watched, and there is room
 *         │   no longer watched, │  │ the end, or a reset:
 *         │   or no more room    │  ▼ whoever is watched for is interrupted
 *         └──────────────────────┘ over
 * </pre>
 *
 * <p>A peer that sends more than {@link #BYTES_MAX} ahead is not watched any longer: that it has left shows in the next
 * write. One owner at a time; any thread may close the channel meanwhile.
 */
final class ReadAhead {
    /** As many bytes are kept. */
    static final int BYTES_MAX = 8 * 1024;

    private final SocketChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    // All below is guarded by the lock.
    private final Condition changed = lock.newCondition();

    /** Bytes that nobody has taken yet, ready to be written behind. */
    private ByteBuffer kept = ByteBuffer.allocate(HttpConnection.INPUT_BYTES);

    private boolean reading;
    private boolean ended;
    private @Nullable IOException failure;
    private @Nullable Thread watched;
    private boolean interrupted;

    ReadAhead(SocketChannel channel) {
        this.channel = channel;
    }

    /** From here on the calling thread is interrupted when the peer leaves; at once where it has left. */
    void beginWatch() {
        lock.lock();
        try {
            watched = Thread.currentThread();
            interrupted = false;
            if (ended) {
                interrupt();
            } else if (!reading && kept.position() < BYTES_MAX) {
                reading = true;
                Thread.ofVirtual().name("peer-watch").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * No interrupt comes from here any more, and one that came is taken back. For the watched thread.
     *
     * @return whether one came
     */
    boolean endWatch() {
        lock.lock();
        try {
            watched = null;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Transport#read}: what is kept, or will be by the read that is under way. */
    int read(ByteBuffer destination) throws IOException {
        lock.lock();
        try {
            while (kept.position() == 0 && reading) {
                changed.awaitUninterruptibly();
            }
            if (kept.position() > 0) {
                return take(destination);
            }
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            if (ended) {
                return -1;
            }
        } finally {
            lock.unlock();
        }
        return channel.read(destination);
    }

    private int take(ByteBuffer destination) {
        kept.flip();
        int count = Math.min(kept.remaining(), destination.remaining());
        destination.put(kept.slice(kept.position(), count));
        kept.position(kept.position() + count);
        kept.compact();
        return count;
    }

    private void run() {
        ByteBuffer piece = ByteBuffer.allocate(HttpConnection.INPUT_BYTES);
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = channel.read(piece.clear()) < 0 ? over(null) : keep(piece.flip());
            } catch (IOException e) {
                goesOn = over(e);
            }
        }
    }

    private boolean keep(ByteBuffer piece) {
        lock.lock();
        try {
            if (kept.remaining() < piece.remaining()) {
                kept = ByteBuffer.allocate(2 * kept.capacity()).put(kept.flip());
            }
            kept.put(piece);
            reading = watched != null && kept.position() < BYTES_MAX;
            changed.signalAll();
            return reading;
        } finally {
            lock.unlock();
        }
    }

    private boolean over(@Nullable IOException why) {
        lock.lock();
        try {
            reading = false;
            ended = true;
            failure = why;
            interrupt();
            changed.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt() {
        if (watched != null && !interrupted) {
            interrupted = true;
            watched.interrupt();
        }
    }
}
