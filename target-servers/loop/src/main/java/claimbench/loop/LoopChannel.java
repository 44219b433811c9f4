package claimbench.loop;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that a loop watches. It is told to the selector at its first wait. All that it holds while a task waits is its
 * key, this object, and the task's stack: no buffer.
 */
abstract sealed class LoopChannel implements AutoCloseable permits LoopSocket, ListeningSocket {
    private static final Logger LOG = LoggerFactory.getLogger(LoopChannel.class);
    private static final int INWARD = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int OUTWARD = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    final EventLoop loop;
    final Interest inward = new Interest(this);
    private final SelectableChannel channel;

    /** Made when first needed: most sockets never wait to write. */
    private @Nullable Interest outward;

    private @Nullable SelectionKey key;

    /** What the key watches. */
    private int watched;

    LoopChannel(EventLoop loop, SelectableChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        channel.configureBlocking(false);
    }

    public final boolean isOpen() {
        return channel.isOpen();
    }

    final Interest outward() {
        Interest interest = outward;
        if (interest == null) {
            interest = new Interest(this);
            outward = interest;
        }
        return interest;
    }

    /** Has the selector report the operation as long as it is ready. */
    final void watch(int operation) throws IOException {
        SelectionKey known = key;
        if (known == null) {
            known = loop.poller.register(channel, this);
            key = known;
        }
        if ((watched & operation) == 0) {
            if (!known.isValid()) {
                throw new ClosedChannelException();
            }
            watched |= operation;
            known.interestOps(watched);
        }
    }

    /**
     * Has the selector report these operations no more. Needed once a connection is made: it stays ready to connect for
     * the system, which wakes the selector for it, while to Java it is no longer anything to report.
     */
    final void unwatch(int operations) {
        SelectionKey known = key;
        if (known != null && (watched & operations) != 0) {
            watched &= ~operations;
            known.interestOps(watched);
        }
    }

    /** The selector reports the key. */
    final void ready(SelectionKey reported) {
        int operations = reported.readyOps();
        int unwanted = 0;
        if ((operations & INWARD) != 0 && !inward.wake()) {
            unwanted |= INWARD;
        }
        if ((operations & OUTWARD) != 0 && (outward == null || !outward.wake())) {
            unwanted |= OUTWARD;
        }
        unwatch(unwanted);
    }

    /** Closes it; a task that waits for it has an exception thrown. From any thread; may be called again. */
    @Override
    public void close() {
        if (loop.isLoopThread()) {
            closeQuietly();
        } else if (!loop.postUnlessClosed(this::closeQuietly)) {
            closeChannel();
        }
    }

    final void closeQuietly() {
        closeChannel();
        inward.wake();
        if (outward != null) {
            outward.wake();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
    }
}
