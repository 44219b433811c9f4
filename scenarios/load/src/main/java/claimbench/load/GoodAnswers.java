package claimbench.load;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Requests of one thread that were answered well and are not on record yet. To record one takes a tenth of a microsecond while the histograms, and the
 * code that fills them, are in the processor's caches, and more after all that Gatling, Netty and the kernel do between two requests. So requests
 * are noted as they end, and recorded many at a time:
 *
 * <pre>
 * end of a request → four numbers are noted → so many, or so long since the last time? → all are recorded
 * </pre>
 *
 * <p>What waits when its thread has nothing more to do waits for the thread's next request, or for the end of the run. Thread-safe: a run that
 * is cut off is brought to record by another thread, while its own may still be at work.
 */
final class GoodAnswers {
    /** So many wait at most: to record them takes a few microseconds, by which the next answer may be noted late. */
    static final int WAITING_MAX = 32;

    /**
     * A request that ends later than this after the last time is recorded at once. So what is slower than a hundred requests a second is never
     * old, and the counts of a second, by which a warm-up is seen to settle, are at most a hundredth short.
     */
    static final long WAIT_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final int[] arms = new int[WAITING_MAX];
    private final long[] intendedNanos = new long[WAITING_MAX];
    private final long[] startNanos = new long[WAITING_MAX];
    private final long[] endNanos = new long[WAITING_MAX];
    private final Consumer<EndedRequest> sink;
    private int waiting;
    private long recordedNanos;

    /**
     * None yet.
     *
     * @param sink gets each of them once, in the order in which they came
     * @param nowNanos {@link System#nanoTime}
     */
    GoodAnswers(Consumer<EndedRequest> sink, long nowNanos) {
        this.sink = sink;
        this.recordedNanos = nowNanos;
    }

    /** A request has ended, which is recorded now or later. What it is, {@link EndedRequest} says. */
    synchronized void add(int arm, long intendedNanos, long startNanos, long endNanos) {
        int place = waiting++;
        arms[place] = arm;
        this.intendedNanos[place] = intendedNanos;
        this.startNanos[place] = startNanos;
        this.endNanos[place] = endNanos;
        if (waiting == WAITING_MAX || endNanos - recordedNanos > WAIT_MAX_NANOS) {
            recordAll();
            recordedNanos = endNanos;
        }
    }

    /** Records all that wait. */
    synchronized void recordAll() {
        int count = waiting;
        // First, so that one that cannot be recorded is not tried for ever.
        waiting = 0;
        for (int place = 0; place < count; place++) {
            sink.accept(new EndedRequest(arms[place], intendedNanos[place], startNanos[place], endNanos[place]));
        }
    }
}
