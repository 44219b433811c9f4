package claimbench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says what is warm-up and what is measured. Time runs from the first user's start:
 *
 * <pre>
 * origin           windowStart            windowEnd
 *   |--- warm-up ------|------ window ---------|   requests still in flight are waited for
 * </pre>
 *
 * <p>In a closed load a request belongs to the window when it starts there. In an open load it belongs there when it
 * should have started there: arrival n is due at origin + n/rate, however late the generator is. Gatling doesn't tell
 * when it began to count, so the origin is found from what was seen: the earliest origin that any arrival of the
 * warm-up implies. It is settled when the window begins. Thread-safe.
 */
final class Timeline {

    /** Told when the window begins and ends, by a thread that may wait. */
    interface Listener {
        void windowStarted(long epochMillis);

        void windowEnded(long epochMillis);
    }

    private final long warmUpNanos;
    private final long windowNanos;
    private final Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable Thread watcher;
    private volatile long originNanos;
    private volatile boolean settled;

    Timeline(int warmUpMillis, int windowMillis, Listener listener) {
        this.warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis);
        this.listener = listener;
    }

    /**
     * A user starts. The first one starts the clock; one that implies an earlier origin sets it back, unless the window
     * has begun.
     *
     * @param originNanos when the load began, going by this user; as {@link System#nanoTime}
     */
    void begun(long originNanos) {
        if (settled || (watcher != null && originNanos - this.originNanos >= 0)) {
            return;
        }
        synchronized (this) {
            if (watcher == null) {
                this.originNanos = originNanos;
                watcher = Thread.ofPlatform().daemon().name("timeline").start(this::watch);
            } else if (!settled && originNanos - this.originNanos < 0) {
                this.originNanos = originNanos;
            }
        }
    }

    /** When the load began; only what {@link #begun} has been called before may ask. */
    long originNanos() {
        return originNanos;
    }

    /** The beginning of the window; from now on it stays where it is. */
    long windowStartNanos() {
        if (!settled) {
            synchronized (this) {
                settled = true;
            }
        }
        return originNanos + warmUpNanos;
    }

    /** Whether requests that start, or should start, at this time are still to be sent. */
    boolean isOpenAt(long nanos) {
        return nanos - (originNanos + warmUpNanos + windowNanos) < 0;
    }

    /** Whether what starts, or should start, at this time is measured. */
    boolean isMeasuredAt(long nanos) {
        return nanos - (originNanos + warmUpNanos) >= 0 && nanos - windowStartNanos() >= 0 && isOpenAt(nanos);
    }

    /** Waits until the listener has been told of the window's end. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void watch() {
        try {
            sleepUntil(originNanos + warmUpNanos);
            long startNanos = windowStartNanos();
            long startEpochMillis =
                    System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            listener.windowStarted(startEpochMillis);
            sleepUntil(startNanos + windowNanos);
            listener.windowEnded(startEpochMillis + TimeUnit.NANOSECONDS.toMillis(windowNanos));
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if someone does, the window is not announced.
        } finally {
            ended.countDown();
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
