package claimbench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says what is warm-up and what is measured. Time runs from the first user's arrival:
 *
 * <pre>
 * first user    origin           windowStart            windowEnd
 *     |- head start -|--- warm-up ------|------ window ---------|   requests still in flight are waited for
 * </pre>
 *
 * <p>The warm-up of a closed load may be cut short, by whole seconds, so that seconds stay what they are: users of a closed load
 * do not know when it ends. In an open load each arrival has its time from the beginning on, and nothing moves.
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

    /** A window that begins sooner than this might have begun for some who look at the clock and not for others. */
    private static final long LEAD_NANOS = NANOS_PER_SECOND / 5;

    /** Longer than any warm-up: what is counted from then is never negative, and a division is a floor. */
    private static final int LONG_BEFORE_SECONDS = 1_000_000;

    private static final long LONG_BEFORE_NANOS = LONG_BEFORE_SECONDS * NANOS_PER_SECOND;

    private final long headStartNanos;
    private final long warmUpNanos;
    private final long windowNanos;
    private final Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile long originNanos;
    /** Moves towards the present, by whole seconds, and never when it is near. */
    private volatile long windowStartNanos;

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
            windowStartNanos = plannedStartNanos();
            watcher = Thread.ofPlatform().daemon().name("timeline").start(this::watch);
        }
    }

    /** When the load begins, as {@link System#nanoTime}. */
    long originNanos() {
        return originNanos;
    }

    private long plannedStartNanos() {
        return originNanos + warmUpNanos;
    }

    /** The warm-up has been long enough: the window begins as soon as it can, but for whole seconds. */
    synchronized void measureSoon() {
        Thread waiting = watcher;
        if (waiting != null) {
            long spare = windowStartNanos - System.nanoTime() - LEAD_NANOS;
            if (spare >= NANOS_PER_SECOND) {
                windowStartNanos -= spare / NANOS_PER_SECOND * NANOS_PER_SECOND;
                LockSupport.unpark(waiting);
            }
        }
    }

    /** By how many seconds the warm-up was cut short. */
    int secondsCut() {
        return (int) ((plannedStartNanos() - windowStartNanos) / NANOS_PER_SECOND);
    }

    /** Whether a request that starts, or is due, at this time is still to be sent. */
    boolean isOpenAt(long nanos) {
        return nanos - (windowStartNanos + windowNanos) < 0;
    }

    /** Whether a request that starts, or is due, at this time is measured. */
    boolean isMeasuredAt(long nanos) {
        return nanos - windowStartNanos >= 0 && isOpenAt(nanos);
    }

    /** For how long of the window a request was under way that began at one time and ended at another, in nanoseconds. */
    long nanosInWindow(long beginNanos, long endNanos) {
        long start = windowStartNanos;
        // No branches in compiled code: see secondAt.
        return Math.max(0, Math.min(endNanos - start, windowNanos) - Math.max(beginNanos - start, 0));
    }

    /**
     * The second that a request belongs to which starts, or is due, at this time: from the window's start. Before it negative, and
     * counted from the start that was planned, since nobody knows yet whether it will be cut short ({@link #secondsCut}).
     */
    int secondAt(long nanos) {
        long start = windowStartNanos;
        // Without a branch that is taken for the first time as the window begins: the JVM would throw away what it
        // has compiled of every request's way.
        long beforeStart = (nanos - start) >> (Long.SIZE - 1);
        long zero = start + ((plannedStartNanos() - start) & beforeStart);
        return (int) ((nanos - zero + LONG_BEFORE_NANOS) / NANOS_PER_SECOND) - LONG_BEFORE_SECONDS;
    }

    /** Whole milliseconds from the window's start, as it is known now; negative before it. */
    long millisAt(long nanos) {
        return Math.floorDiv(nanos - windowStartNanos, TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Waits until the listener has been told of the window's end. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void watch() {
        try {
            long startNanos = awaitStart();
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

    private long awaitStart() throws InterruptedException {
        while (true) {
            long startNanos = windowStartNanos;
            long left = startNanos - System.nanoTime();
            if (left <= 0) {
                return startNanos;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException("before the window");
            }
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
