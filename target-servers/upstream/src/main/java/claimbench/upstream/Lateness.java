package claimbench.upstream;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How much later than meant answers were handed to their connections. Recording is wait-free and from any thread;
 * reading and forgetting exclude each other.
 */
final class Lateness {
    private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Recorder recorder = new Recorder(1, NANOS_MAX, SIGNIFICANT_DIGITS);
    private final Histogram sinceReset = new Histogram(1, NANOS_MAX, SIGNIFICANT_DIGITS);

    /**
     * What was recorded since the last reset.
     *
     * @param count how many answers
     * @param p50Nanos half of them were at most this late; 0 where there were none, as below
     * @param p95Nanos 95 of 100 were at most this late
     * @param maxNanos none was later
     */
    record Summary(long count, long p50Nanos, long p95Nanos, long maxNanos) {}

    /** Takes note of an answer's lateness; what is later than two minutes counts as two minutes. */
    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
    }

    synchronized Summary read() {
        sinceReset.add(recorder.getIntervalHistogram());
        return new Summary(
                sinceReset.getTotalCount(),
                sinceReset.getValueAtPercentile(50),
                sinceReset.getValueAtPercentile(95),
                sinceReset.getMaxValue());
    }

    synchronized void reset() {
        recorder.reset();
        sinceReset.reset();
    }
}
