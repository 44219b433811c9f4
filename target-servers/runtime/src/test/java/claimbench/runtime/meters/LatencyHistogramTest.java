package claimbench.runtime.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LatencyHistogram histogram = new LatencyHistogram(Labels.EMPTY, LatencyHistogram.Detail.FINE);

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, -1, 0, 1, 3_814, 1_000, 31_250_000, 99_999_999, 64_000_000_000L, Long.MAX_VALUE})
    void valueIsInOneBucketOfEachKind(long nanos) {
        histogram.record(nanos);
        HistogramDataPointSnapshot seen = histogram.snapshot();
        assertThat(seen.getCount()).isEqualTo(1);
        assertThat(seen.getNativeZeroCount()
                        + seen.getNativeBucketsForPositiveValues().size())
                .isEqualTo(1);
        ClassicHistogramBuckets classic = seen.getClassicBuckets();
        double seconds = Math.max(0, nanos) / 1e9;
        for (int bucket = 0; bucket < classic.size(); bucket++) {
            if (classic.getCount(bucket) == 1) {
                // Bounds are written with four digits.
                assertThat(seconds).isLessThanOrEqualTo(classic.getUpperBound(bucket) * 1.001);
                assertThat(seconds).isGreaterThanOrEqualTo(bucket == 0 ? 0 : classic.getUpperBound(bucket - 1) * 0.999);
            }
        }
    }

    @Test
    void boundsOfNativeBucketsArePowersOfTheSixteenthRootOfTwo() {
        histogram.record(31_250_000); // 2^-5 s, the upper bound of its bucket
        histogram.record(31_250_001);
        HistogramDataPointSnapshot seen = histogram.snapshot();
        assertThat(seen.getNativeSchema()).isEqualTo(4);
        assertThat(seen.getNativeBucketsForPositiveValues().getBucketIndex(0)).isEqualTo(-5 * 16);
        assertThat(seen.getNativeBucketsForPositiveValues().getBucketIndex(1)).isEqualTo(-5 * 16 + 1);
    }

    @Test
    void sumIsInSecondsAndKeepsWhatBucketsForget() {
        histogram.record(250 * MILLIS);
        histogram.record(90_000 * MILLIS);
        assertThat(histogram.snapshot().getSum()).isEqualTo(90.25);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.95, 0.99})
    void quantileOfWaitsThatAreAllAlikeIsWithinFivePercent(double quantile) {
        for (int request = 0; request < 1_000; request++) {
            histogram.record(100 * MILLIS);
        }
        assertThat(quantile(quantile)).isCloseTo(0.1, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.95, 0.99})
    void quantileOfWaitsOfAllLengthsIsWithinFivePercent(double quantile) {
        var random = new SplittableRandom(7);
        var nanos = new long[20_000];
        for (int request = 0; request < nanos.length; request++) {
            nanos[request] = (long) (MILLIS * Math.pow(10, 3 * random.nextDouble()));
            histogram.record(nanos[request]);
        }
        Arrays.sort(nanos);
        double exact = nanos[(int) Math.ceil(quantile * nanos.length) - 1] / 1e9;
        assertThat(quantile(quantile)).isCloseTo(exact, within(0.05 * exact));
    }

    @Test
    void coarseHistogramHasFewLines() {
        var coarse = new LatencyHistogram(Labels.EMPTY, LatencyHistogram.Detail.COARSE);
        coarse.record(100 * MILLIS);
        assertThat(coarse.snapshot().getClassicBuckets().size()).isLessThan(100);
        assertThat(histogram.snapshot().getClassicBuckets().size()).isLessThan(300);
        assertThat(coarse.snapshot().getCount()).isEqualTo(1);
    }

    /** As Prometheus has it: interpolated within its bucket. */
    private double quantile(double quantile) {
        ClassicHistogramBuckets buckets = histogram.snapshot().getClassicBuckets();
        double rank = quantile * histogram.snapshot().getCount();
        long below = 0;
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            long count = buckets.getCount(bucket);
            if (below + count >= rank) {
                double lower = bucket == 0 ? 0 : buckets.getUpperBound(bucket - 1);
                return lower + (buckets.getUpperBound(bucket) - lower) * (rank - below) / count;
            }
            below += count;
        }
        return Double.NaN;
    }
}
