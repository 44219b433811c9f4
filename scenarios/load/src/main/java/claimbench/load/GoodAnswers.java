package claimbench.load;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Requests of one thread that were answered well and are not on record yet. To record one takes a tenth of a microsecond while the histograms, and the
 * code that fills them, are in the processor's caches, and more after all that Gatling, Netty and the kernel do between two requests. So requests
 * are noted as they end, and recorded many at a time:
 *
 * <pre>
 * end of a request → four numbers are noted → so many, or a tenth of a second since the last time? → all are recorded
 * </pre>
 *
 * <p>For one thread, and for whoever comes when that has ended.
 */
final class GoodAnswers {
    /** So many wait at most; they take four kilobytes, which stay in the caches. */
    static final int WAITING_MAX = 128;

    /** A request that ends later than this after those before were recorded is recorded at once: live meters are not to be old. */
    static final long WAIT_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int[] arms = new int[WAITING_MAX];
    private final long[] intendedNanos = new long[WAITING_MAX];
    private final long[] startNanos = new long[WAITING_MAX];
    private final long[] endNanos = new long[WAITING_MAX];
    private final Consumer<EndedRequest> recorder;
    private int waiting;
    private long recordedNanos;

    /**
     * None yet.
     *
     * @param recorder gets each of them once, in the order in which they came
     * @param nowNanos {@link System#nanoTime}
     */
    GoodAnswers(Consumer<EndedRequest> recorder, long nowNanos) {
        this.recorder = recorder;
        this.recordedNanos = nowNanos;
    }

    /** A request has ended: it is recorded now or later. */
    void add(int arm, long intended, long start, long end) {
        int place = waiting++;
        arms[place] = arm;
        intendedNanos[place] = intended;
        startNanos[place] = start;
        endNanos[place] = end;
        if (waiting == WAITING_MAX || end - recordedNanos > WAIT_MAX_NANOS) {
            recordAll();
            recordedNanos = end;
        }
    }

    /** Records all that wait. */
    void recordAll() {
        for (int place = 0; place < waiting; place++) {
            recorder.accept(new EndedRequest(arms[place], intendedNanos[place], startNanos[place], endNanos[place]));
        }
        waiting = 0;
    }
}
