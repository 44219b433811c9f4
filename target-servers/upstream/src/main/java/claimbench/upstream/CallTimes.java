package claimbench.upstream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When calls came and were answered, for a picture of a few requests: the first {@value #CALLS_MAX} calls since it was asked for.
 * A load is never recorded so; where nobody has asked, a call costs one look at a flag. Thread-safe.
 */
final class CallTimes {
    private static final int CALLS_MAX = 1_000;

    private volatile boolean recording;
    private final List<Span> spans = new ArrayList<>();

    /**
     * One call.
     *
     * @param call its index, as the caller said
     * @param startEpochMicros when it had come, in microseconds since the epoch
     * @param endEpochMicros when its answer was handed to its connection
     */
    record Span(int call, long startEpochMicros, long endEpochMicros) {}

    /** What {@code /calls} shows, in the order of their answers. */
    record Recorded(List<Span> calls) {}

    /** Forgets what was recorded, and records from now on. */
    synchronized void reset() {
        spans.clear();
        recording = true;
    }

    synchronized Recorded read() {
        return new Recorded(List.copyOf(spans));
    }

    /**
     * Takes note of a call that is answered now.
     *
     * @param startNanos when it came, on the clock of {@link System#nanoTime()}
     */
    void answered(int call, long startNanos) {
        if (!recording) {
            return;
        }
        long tookNanos = System.nanoTime() - startNanos;
        long endEpochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        synchronized (this) {
            if (recording) {
                spans.add(new Span(call, endEpochMicros - TimeUnit.NANOSECONDS.toMicros(tookNanos), endEpochMicros));
                recording = spans.size() < CALLS_MAX;
            }
        }
    }
}
