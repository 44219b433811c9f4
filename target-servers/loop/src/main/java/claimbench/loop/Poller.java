package claimbench.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where the loop listens to what comes from outside: its sockets, and other threads. It sleeps here when it has nothing to
 * do.
 *
 * <p>Another thread puts its callback into a queue, and wakes the loop only where it sleeps: waking costs a system call. For
 * that the loop says that it is going to sleep and then looks at the queue once more, while the other thread puts its
 * callback there and then looks whether the loop sleeps; so one of them sees the other.
 */
final class Poller implements AutoCloseable {
    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();

    Poller() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    SelectionKey register(SelectableChannel channel, LoopChannel attachment) throws IOException {
        return channel.register(selector, 0, attachment);
    }

    /** Whether there is any socket to listen to. */
    boolean hasSockets() {
        return !selector.keys().isEmpty();
    }

    /** From any thread: has the loop run the callback. */
    void post(Runnable callback) {
        posted.add(callback);
        if (sleeping.get() && sleeping.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** The next callback from another thread, or null. */
    @Nullable
    Runnable nextPosted() {
        return posted.isEmpty() ? null : posted.poll();
    }

    /** Looks at the sockets without waiting. */
    void look() {
        try {
            selector.selectNow(Poller::onReady);
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        }
    }

    /**
     * Sleeps until a socket is ready, another thread has posted something, or the time is up.
     *
     * @param nanos at least 0, or {@link LoopClock#FOREVER}; the selector counts in milliseconds, so it is rounded up
     */
    void sleep(long nanos) {
        sleeping.set(true);
        try {
            if (nanos <= 0 || !posted.isEmpty()) {
                selector.selectNow(Poller::onReady);
            } else if (nanos == LoopClock.FOREVER) {
                selector.select(Poller::onReady);
            } else {
                selector.select(Poller::onReady, TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        } finally {
            sleeping.set(false);
        }
    }

    private static void onReady(SelectionKey key) {
        ((LoopChannel) key.attachment()).ready(key);
    }

    @Override
    public void close() {
        for (SelectionKey key : selector.keys()) {
            ((LoopChannel) key.attachment()).closeQuietly();
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the selector", e);
        }
    }
}
