package claimbench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says what is warm-up and what is measured. Time runs from the first user's arrival:
 *
 * <pre>
 * first user    origin           windowStart            windowEnd
 *     |- head start -|--- warm-up ------|------ window ---------|   requests still in flight are waited for
 * </pre>
 *
 * <p>In a closed load a request belongs to the window when it starts there. In an open load it belongs there when it is
 * due there, however late the generator is. Thread-safe.
 */
final class Timeline {

    /** Told when the window begins and ends, by a thread that may wait. */
    interface Listener {
        void windowStarted(long epochMillis);

        void windowEnded(long epochMillis);
    }

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long headStartNanos;
    private final long warmUpNanos;
    private final long windowNanos;
    private final Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile long originNanos;
    private volatile @Nullable Thread watcher;

    Timeline(int headStartMillis, int warmUpMillis, int windowMillis, Listener listener) {
        this.headStartNanos = TimeUnit.MILLISECONDS.toNanos(headStartMillis);
        this.warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis);
        this.listener = listener;
    }

    /** A user is here; the first one starts the clock. Nothing else may be asked before that. */
    void begun() {
        if (watcher == null) {
            begin(System.nanoTime());
        }
    }

    private synchronized void begin(long nowNanos) {
        if (watcher == null) {
            originNanos = nowNanos + headStartNanos;
            watcher = Thread.ofPlatform().daemon().name("timeline").start(this::watch);
        }
    }

    /** When the load begins, as {@link System#nanoTime}. */
    long originNanos() {
        return originNanos;
    }

    /** Whether a request that starts, or is due, at this time is still to be sent. */
    boolean isOpenAt(long nanos) {
        return nanos - (originNanos + warmUpNanos + windowNanos) < 0;
    }

    /** Whether a request that starts, or is due, at this time is measured. */
    boolean isMeasuredAt(long nanos) {
        return nanos - (originNanos + warmUpNanos) >= 0 && isOpenAt(nanos);
    }

    /** The second that a request belongs to which starts, or is due, at this time: from the window's start, before it negative. */
    int secondAt(long nanos) {
        return (int) Math.floorDiv(nanos - (originNanos + warmUpNanos), NANOS_PER_SECOND);
    }

    /** Waits until the listener has been told of the window's end. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void watch() {
        try {
            long startNanos = originNanos + warmUpNanos;
            sleepUntil(startNanos);
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
