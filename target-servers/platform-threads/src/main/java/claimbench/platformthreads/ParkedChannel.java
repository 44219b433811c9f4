package claimbench.platformthreads;

import claimbench.http.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A transport that blocks its thread, over a channel that a selector watches while no thread has it.
 *
 * <p>Such a channel can't be in blocking mode, and to take it from the selector and give it back would cost several
 * system calls a request. It need not be: the selector that watches idle connections can as well watch one whose request
 * has come in part. So a call tries first, which is enough for nearly every request, and otherwise asks the selector,
 * and its thread is parked until the selector's thread calls {@link #ready}.
 *
 * <p>One caller at a time, but for {@link #ready} and {@link #close}.
 */
final class ParkedChannel implements Transport {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Thread selectorThread;
    private volatile @Nullable Thread waiter;

    /** A transport whose channel is registered with the selector under this key, and watched for nothing. */
    ParkedChannel(SocketChannel channel, SelectionKey key, Thread selectorThread) {
        this.channel = channel;
        this.key = key;
        this.selectorThread = selectorThread;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        int count = channel.read(destination);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(destination);
        }
        return count;
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
    public void closeOutput() throws IOException {
        channel.shutdownOutput();
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
                LockSupport.park(this);
                if (self.isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for the client");
                }
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
        watch(SelectionKey.OP_READ);
    }

    private void watch(int operation) throws IOException {
        try {
            key.interestOps(operation);
        } catch (CancelledKeyException e) {
            throw new IOException("the connection is closed", e);
        }
        if (!Thread.currentThread().equals(selectorThread)) {
            key.selector().wakeup();
        }
    }

    /**
     * The channel is ready for what it was watched for, and is watched no more. Called by the selector's thread.
     *
     * @return false where no thread waited for it: the connection was idle
     */
    boolean ready() {
        key.interestOps(0);
        Thread thread = waiter;
        if (thread == null) {
            return false;
        }
        waiter = null;
        LockSupport.unpark(thread);
        return true;
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
