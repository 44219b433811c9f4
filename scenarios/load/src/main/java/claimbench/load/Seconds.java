package claimbench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Nanoseconds that one thread has recorded, in a histogram for each second. A histogram with room for every value takes
 * 200 KB, so only two stay as they are:
 *
 * <pre>
 * second   … 3 4 5 6          7        8
 *          encoded, 1–3 KB    before   newest       a value for 5 that comes now goes to a small, slower histogram
 * </pre>
 *
 * <p>Values come roughly in the order of their seconds, since requests do. For one thread.
 */
final class Seconds {
    /** Digits of a value that are kept: an error of at most 0.1 %. */
    static final int SIGNIFICANT_DIGITS = 3;

    private final List<Encoded> encoded = new ArrayList<>();
    private final TreeMap<Integer, PackedHistogram> late = new TreeMap<>();
    private int newestSecond = Integer.MIN_VALUE;
    private @Nullable Histogram newest;
    private @Nullable Histogram before;

    private record Encoded(int second, ByteBuffer bytes) {}

    /**
     * Records a value.
     *
     * @param second that it belongs to, of any sign
     * @param nanos not negative
     */
    void record(int second, long nanos) {
        if (second == newestSecond && newest != null) {
            newest.recordValue(nanos);
        } else if (second == newestSecond - 1 && before != null) {
            before.recordValue(nanos);
        } else {
            recordElsewhere(second, nanos);
        }
    }

    private void recordElsewhere(int second, long nanos) {
        if (newest == null || before == null) {
            newest = new Histogram(SIGNIFICANT_DIGITS);
            before = new Histogram(SIGNIFICANT_DIGITS);
            newestSecond = second;
        } else if (second > newestSecond) {
            encode(newestSecond - 1, before);
            if (second > newestSecond + 1) {
                encode(newestSecond, newest);
            }
            Histogram empty = before;
            before = newest;
            newest = empty;
            newestSecond = second;
        } else {
            late.computeIfAbsent(second, _ -> new PackedHistogram(SIGNIFICANT_DIGITS))
                    .recordValue(nanos);
            return;
        }
        newest.recordValue(nanos);
    }

    /** Empties a histogram. */
    private void encode(int second, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoByteBuffer(buffer);
            encoded.add(new Encoded(second, ByteBuffer.wrap(Arrays.copyOf(buffer.array(), length))));
            histogram.reset();
        }
    }

    /** What several threads have recorded, added up second by second. Only when they have ended. */
    static Merged merged(List<Seconds> threads) {
        return new Merged(threads);
    }

    /**
     * The sum over threads. That of a second is made each time it is asked for, since all seconds of a long run at once would need
     * too much memory. Adding up histograms is exact, where averaging percentiles is not.
     */
    static final class Merged {
        private final TreeMap<Integer, List<Encoded>> encodedBySecond = new TreeMap<>();

        private final TreeMap<Integer, List<AbstractHistogram>> openBySecond = new TreeMap<>();
        private final Histogram total = new Histogram(SIGNIFICANT_DIGITS);

        private Merged(List<Seconds> threads) {
            for (Seconds thread : threads) {
                thread.encoded.forEach(piece -> encodedBySecond
                        .computeIfAbsent(piece.second, _ -> new ArrayList<>())
                        .add(piece));
                thread.late.forEach(this::open);
                if (thread.newest != null && thread.before != null) {
                    open(thread.newestSecond, thread.newest);
                    open(thread.newestSecond - 1, thread.before);
                }
            }
            seconds().forEach(second -> addTo(total, second));
        }

        private void open(int second, AbstractHistogram histogram) {
            if (histogram.getTotalCount() > 0) {
                openBySecond.computeIfAbsent(second, _ -> new ArrayList<>()).add(histogram);
            }
        }

        /** Those that have values, in order. */
        List<Integer> seconds() {
            var seconds = new TreeMap<Integer, Object>(encodedBySecond);
            seconds.putAll(openBySecond);
            return List.copyOf(seconds.keySet());
        }

        /** The values of a second; empty where there are none. */
        Histogram of(int second) {
            var sum = new Histogram(SIGNIFICANT_DIGITS);
            addTo(sum, second);
            return sum;
        }

        /** All values: the second of each makes no difference. */
        Histogram total() {
            return total;
        }

        /** How many values there are. */
        long count() {
            return total.getTotalCount();
        }

        private void addTo(Histogram sum, int second) {
            for (Encoded piece : Objects.requireNonNullElse(encodedBySecond.get(second), List.<Encoded>of())) {
                sum.add(Histogram.decodeFromByteBuffer(piece.bytes.duplicate(), 0));
            }
            Objects.requireNonNullElse(openBySecond.get(second), List.<AbstractHistogram>of())
                    .forEach(sum::add);
        }
    }
}
