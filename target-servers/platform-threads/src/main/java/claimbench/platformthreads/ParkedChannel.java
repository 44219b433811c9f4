package claimbench.platformthreads;

import claimbench.http.PeerLeftException;
import claimbench.http.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A transport that blocks its thread, over a channel that a selector watches while no thread has it.
 *
 * <p>Such a channel can't be in blocking mode, and to take it from the selector and give it back would cost several
 * system calls a request. It need not be: the selector that watches idle connections can as well watch one whose request
 * has come in part. So a call tries first, which is enough for nearly every request, and otherwise asks the selector,
 * and its thread is parked until the selector's thread calls {@link #ready}.
 *
 * <p>While the thread works for a client for long, as it does for a stream, the selector watches that client: its thread
 * then reads what comes, keeps it for later, and interrupts the working thread when the client has left.
 *
 * <p>One caller at a time, but for {@link #ready}, {@link #closeInput} and {@link #close}.
 */
final class ParkedChannel implements Transport {
    /** As many bytes of a client that is watched are kept; one that sends more is not watched any longer. */
    static final int AHEAD_BYTES_MAX = 8 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Thread selectorThread;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who waits for the channel to be ready for {@link #awaited}. */
    private volatile @Nullable Thread waiter;

    // All below is guarded by the lock.
    private int awaited;

    /** Whether no thread has the channel. */
    private boolean parked;

    /** At work for the client, which is watched meanwhile. */
    private @Nullable Thread worker;

    private boolean interrupted;
    private boolean left;

    /** What came while the client was watched, ready to be written behind; null where nothing is kept. */
    private @Nullable ByteBuffer ahead;

    /** A transport whose channel is registered with the selector under this key, and watched for nothing. */
    ParkedChannel(SocketChannel channel, SelectionKey key, Thread selectorThread) {
        this.channel = channel;
        this.key = key;
        this.selectorThread = selectorThread;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        int kept = takeAhead(destination);
        if (kept != 0) {
            return kept;
        }
        int count = channel.read(destination);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(destination);
        }
        return count;
    }

    /** What was kept, as {@link #read} gives it; 0 where nothing was. */
    private int takeAhead(ByteBuffer destination) {
        lock.lock();
        try {
            ByteBuffer kept = ahead;
            if (kept == null) {
                return left ? -1 : 0;
            }
            kept.flip();
            int count = Math.min(kept.remaining(), destination.remaining());
            destination.put(kept.slice(kept.position(), count));
            kept.position(kept.position() + count);
            ahead = kept.hasRemaining() ? kept.compact() : null;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something to read that the selector knows nothing of. */
    boolean isReadAhead() {
        lock.lock();
        try {
            return ahead != null || left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        while (Transport.remaining(sources) > 0) {
            long count = sources.length == 1 ? channel.write(sources[0]) : channel.write(sources);
            if (count == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    @Override
    public void whilePeerStays(Work work) throws Exception {
        Exception failure = null;
        beginWatch();
        try {
            work.run();
        } catch (Exception e) {
            failure = e;
        } finally {
            if (endWatch() && failure != null) {
                failure = new PeerLeftException(failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void beginWatch() throws IOException {
        lock.lock();
        try {
            worker = Thread.currentThread();
            interrupted = false;
            if (left) {
                interruptWorker();
            }
            watch(0);
        } finally {
            lock.unlock();
        }
    }

    /** No interrupt comes from here any more, and one that came is taken back. True where one came. */
    private boolean endWatch() {
        lock.lock();
        try {
            worker = null;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closeOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** The selector finds the end of the input, and wakes whoever waits for more. */
    @Override
    public void closeInput() {
        try {
            channel.shutdownInput();
            key.selector().wakeup();
        } catch (IOException e) {
            close();
        }
    }

    /** Parks the thread until the channel is ready. The selector's own thread must not wait for itself. */
    private void await(int operation) throws IOException {
        Thread self = Thread.currentThread();
        if (self.equals(selectorThread)) {
            throw new IOException("the client reads too slowly to be refused");
        }
        waiter = self;
        try {
            watch(operation);
            while (self.equals(waiter) && channel.isOpen()) {
                if (self.isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for the client");
                }
                LockSupport.park(this);
            }
        } finally {
            waiter = null;
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    /** Has the selector watch the channel for bytes, while no thread has it. */
    void park() throws IOException {
        lock.lock();
        try {
            parked = true;
            watch(SelectionKey.OP_READ);
        } finally {
            lock.unlock();
        }
    }

    /** Has the selector watch for this, and, where there is a thread at work for the client, for the client. */
    private void watch(int operation) throws IOException {
        lock.lock();
        try {
            awaited = operation;
            key.interestOps(interest());
        } catch (CancelledKeyException e) {
            throw new IOException("the connection is closed", e);
        } finally {
            lock.unlock();
        }
        if (!Thread.currentThread().equals(selectorThread)) {
            key.selector().wakeup();
        }
    }

    /**
     * The channel is ready for something that it is watched for, and is not watched for that any more; but the client of a
     * thread at work is. Called by the selector's thread.
     *
     * @return false where no thread has the channel: it is the caller's to hand over
     */
    boolean ready() {
        Thread woken = null;
        boolean idle = false;
        lock.lock();
        try {
            int ready = key.readyOps();
            if (worker != null && (ready & SelectionKey.OP_READ) != 0) {
                readAhead();
            }
            if ((ready & awaited) != 0) {
                awaited = 0;
                idle = parked;
                parked = false;
                woken = waiter;
                waiter = null;
            }
            key.interestOps(interest());
        } finally {
            lock.unlock();
            // Even where the channel was closed meanwhile, and its key cancelled: nobody else knows who waited.
            if (woken != null) {
                LockSupport.unpark(woken);
            }
        }
        return !idle;
    }

    private int interest() {
        boolean watched = worker != null && !left && (ahead == null || ahead.position() < AHEAD_BYTES_MAX);
        return watched ? awaited | SelectionKey.OP_READ : awaited;
    }

    private void readAhead() {
        ByteBuffer kept = ahead == null ? ByteBuffer.allocate(AHEAD_BYTES_MAX) : ahead;
        try {
            int count = kept.hasRemaining() ? channel.read(kept) : 0;
            if (count > 0) {
                ahead = kept;
            }
            left |= count < 0;
        } catch (IOException e) {
            left = true;
        }
        if (left) {
            interruptWorker();
        }
    }

    private void interruptWorker() {
        if (worker != null && !interrupted) {
            interrupted = true;
            worker.interrupt();
        }
    }

    @Override
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The connection is over already.
        }
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is over either way.
        }
        LockSupport.unpark(waiter);
        // The selector holds the descriptor until it notices that the key is cancelled.
        key.selector().wakeup();
    }
}
