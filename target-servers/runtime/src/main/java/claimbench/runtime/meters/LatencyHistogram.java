package claimbench.runtime.meters;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durations, counted in buckets whose bounds are powers of 2^(1/16) seconds: each is 4.4 % above the one before, so that no
 * quantile is off by more. These are the bounds of Prometheus' native histograms of {@link #SCHEMA}; its classic buckets are
 * some of them. So both are made of the same counts, and to record is to find one number in a sorted array and to add one.
 * Thread-safe, without a lock.
 */
public final class LatencyHistogram {
    /** How fine the classic buckets are; each costs a line of some hundred bytes in every scrape. */
    public enum Detail {
        /** Four to each doubling of the duration. */
        COARSE,
        /** All sixteen between half a millisecond and 16 s, where what is waited for lies; four outside. */
        FINE
    }

    /** 2^4 buckets to each doubling. */
    private static final int SCHEMA = 4;

    private static final int PER_DOUBLING = 1 << SCHEMA;
    private static final int COARSE_STEP = PER_DOUBLING / 4;

    /** 3.8 us, and 64 s; exponents of 2. */
    private static final int LEAST = -18;

    private static final int MOST = 6;

    /** 0.49 ms, and 16 s. */
    private static final int FINE_LEAST = -11;

    private static final int FINE_MOST = 4;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Upper bounds, each in its bucket; what is above the last has a bucket of its own. */
    private static final long[] BOUNDS_NANOS = bounds();

    private static final int[] FINE = classic(Detail.FINE);
    private static final int[] COARSE = classic(Detail.COARSE);
    private static final double[] FINE_SECONDS = seconds(FINE);
    private static final double[] COARSE_SECONDS = seconds(COARSE);

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_NANOS.length + 1);
    private final LongAdder sumNanos = new LongAdder();
    private final Labels labels;
    private final boolean fine;

    LatencyHistogram(Labels labels, Detail detail) {
        this.labels = labels;
        this.fine = detail == Detail.FINE;
    }

    /** Counts a duration; one below zero as zero. */
    public void record(long nanos) {
        long known = Math.max(nanos, 0);
        int found = Arrays.binarySearch(BOUNDS_NANOS, known);
        counts.incrementAndGet(found >= 0 ? found : -found - 1);
        sumNanos.add(known);
    }

    /** What has been counted: a moment's buckets, and a sum that may be some records ahead or behind. */
    HistogramDataPointSnapshot snapshot() {
        var now = new long[counts.length()];
        for (int bucket = 0; bucket < now.length; bucket++) {
            now[bucket] = counts.get(bucket);
        }
        return new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(fine ? FINE_SECONDS : COARSE_SECONDS, added(now, fine ? FINE : COARSE)),
                SCHEMA,
                now[0],
                BOUNDS_NANOS[0] / NANOS_PER_SECOND,
                nativeBuckets(now),
                NativeHistogramBuckets.EMPTY,
                sumNanos.sum() / NANOS_PER_SECOND,
                labels,
                Exemplars.EMPTY,
                0);
    }

    /** The counts of the classic buckets, not cumulative. */
    private static long[] added(long[] counts, int[] last) {
        var added = new long[last.length + 1];
        int classic = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            while (classic < last.length && bucket > last[classic]) {
                classic++;
            }
            added[classic] += counts[bucket];
        }
        return added;
    }

    /** All but the first, which is Prometheus' zero, that have counted something. */
    private static NativeHistogramBuckets nativeBuckets(long[] counts) {
        NativeHistogramBuckets.Builder buckets = NativeHistogramBuckets.builder();
        for (int bucket = 1; bucket < counts.length; bucket++) {
            if (counts[bucket] > 0) {
                buckets.bucket(LEAST * PER_DOUBLING + bucket, counts[bucket]);
            }
        }
        return buckets.build();
    }

    private static long[] bounds() {
        var bounds = new long[(MOST - LEAST) * PER_DOUBLING + 1];
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            bounds[bucket] = (long) (Math.pow(2, LEAST + bucket / (double) PER_DOUBLING) * NANOS_PER_SECOND);
        }
        return bounds;
    }

    /** The buckets whose upper bound is one of a classic bucket. */
    private static int[] classic(Detail detail) {
        int fineLeast = (FINE_LEAST - LEAST) * PER_DOUBLING;
        int fineMost = (FINE_MOST - LEAST) * PER_DOUBLING;
        var chosen = new int[BOUNDS_NANOS.length];
        int count = 0;
        for (int bucket = 0; bucket < BOUNDS_NANOS.length; bucket++) {
            boolean isFine = detail == Detail.FINE && bucket >= fineLeast && bucket <= fineMost;
            if (isFine || bucket % COARSE_STEP == 0) {
                chosen[count++] = bucket;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** As they are written, with four digits, since each digit more is a byte in every line; and infinity. */
    private static double[] seconds(int[] buckets) {
        var seconds = new double[buckets.length + 1];
        for (int index = 0; index < buckets.length; index++) {
            seconds[index] = new BigDecimal(BOUNDS_NANOS[buckets[index]] / NANOS_PER_SECOND)
                    .round(new MathContext(4))
                    .doubleValue();
        }
        seconds[buckets.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }
}
