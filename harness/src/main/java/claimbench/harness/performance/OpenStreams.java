package claimbench.harness.performance;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Streams that are open at once, and the gaps between their tokens while all of them are: of all streams together, and of
 * each by itself, since one that starves among a thousand has no part in a percentile of all. What a stream still waits for
 * when the first one ends is a gap, too: one that gets nothing any more has no other. For one thread.
 */
final class OpenStreams implements LoadClient.Listener {
    private static final long GAP_NANOS_MAX = TimeUnit.MINUTES.toNanos(5);

    private final int all;
    private final Histogram gaps = new Histogram(GAP_NANOS_MAX, 3);
    private final long[] lastNanos;
    private final long[] gapNanosMax;
    private final long[] gapNanosSum;
    private final int[] gapCount;
    private int open;
    private int openMax;
    private boolean measured;

    /** Expects so many, with the numbers from 0. */
    OpenStreams(int all) {
        this.all = all;
        lastNanos = new long[all];
        gapNanosMax = new long[all];
        gapNanosSum = new long[all];
        gapCount = new int[all];
    }

    @Override
    public void began(int number, long nanos) {
        lastNanos[number] = nanos;
        open++;
        openMax = Math.max(openMax, open);
    }

    @Override
    public void next(int number, long last, long nanos) {
        lastNanos[number] = nanos;
        if (open == all) {
            long gap = Math.clamp(nanos - last, 0, GAP_NANOS_MAX);
            gaps.recordValue(gap);
            gapNanosMax[number] = Math.max(gapNanosMax[number], gap);
            gapNanosSum[number] += gap;
            gapCount[number]++;
        }
    }

    @Override
    public void ended(int number, long nanos) {
        if (open == all) {
            measured = true;
            for (int stream = 0; stream < all; stream++) {
                gapNanosMax[stream] = Math.max(gapNanosMax[stream], nanos - lastNanos[stream]);
            }
        }
        open--;
    }

    int openMax() {
        return openMax;
    }

    /** In nanoseconds; none where not all were open at once. */
    Histogram gaps() {
        return gaps;
    }

    /** The longest gap of the stream that had the longest; empty where not all were open at once. */
    OptionalLong longestGapNanos() {
        return measured ? Arrays.stream(gapNanosMax).max() : OptionalLong.empty();
    }

    /**
     * The mean gap of the stream that had the longest one: of a stream that falls farther and farther behind, each gap may be
     * short enough, and their mean is not. Empty where not all were open at once.
     */
    OptionalLong longestMeanGapNanos() {
        return measured ? Arrays.stream(means()).max() : OptionalLong.empty();
    }

    private long[] means() {
        var means = new long[all];
        for (int stream = 0; stream < all; stream++) {
            means[stream] = gapCount[stream] == 0 ? gapNanosMax[stream] : gapNanosSum[stream] / gapCount[stream];
        }
        return means;
    }
}
