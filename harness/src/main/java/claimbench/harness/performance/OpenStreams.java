package claimbench.harness.performance;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Streams that are open at once, and the gaps between their tokens while all of them are. For one thread. */
final class OpenStreams implements LoadClient.Listener {
    private static final long GAP_NANOS_MAX = TimeUnit.MINUTES.toNanos(5);

    private final int all;
    private final Histogram gaps = new Histogram(GAP_NANOS_MAX, 3);
    private int open;
    private int openMax;

    /** Expects so many. */
    OpenStreams(int all) {
        this.all = all;
    }

    @Override
    public void began(long nanos) {
        open++;
        openMax = Math.max(openMax, open);
    }

    @Override
    public void next(long lastNanos, long nanos) {
        if (open == all) {
            gaps.recordValue(Math.clamp(nanos - lastNanos, 0, GAP_NANOS_MAX));
        }
    }

    @Override
    public void ended() {
        open--;
    }

    int openMax() {
        return openMax;
    }

    /** In nanoseconds; none where not all were open at once. */
    Histogram gaps() {
        return gaps;
    }
}
