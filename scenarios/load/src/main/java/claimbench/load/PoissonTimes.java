package claimbench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A Poisson process: gaps that are drawn from the exponential distribution with mean 1 and added up, on the scale of expected
 * arrivals, and then read off the curve. So it is a Poisson process whatever the rate does (the time change of Çinlar,
 * <i>Introduction to Stochastic Processes</i>, 1975).
 *
 * <p>A long load has hundreds of millions of arrivals, too many to keep. They are drawn in blocks, each from a seed of its own;
 * the seeds and sums are kept, and the few blocks that are asked for.
 */
final class PoissonTimes implements DueTimes {
    static final int BLOCK = 4_096;
    private static final int BLOCKS_KEPT = 8;

    private static final class Block {
        final int number;
        final long[] dueNanos;

        Block(int number, long[] dueNanos) {
            this.number = number;
            this.dueNanos = dueNanos;
        }
    }

    /** Where a block begins: the seed of its gaps, and how many arrivals are expected before its first gap. */
    private record Start(long seed, double expectedBefore) {}

    private final RateCurve curve;
    private final List<Start> starts = new ArrayList<>();
    private final long count;
    private final AtomicReferenceArray<Block> kept = new AtomicReferenceArray<>(BLOCKS_KEPT);

    PoissonTimes(RateCurve curve, long seed) {
        this.curve = curve;
        var seeds = new SplittableRandom(seed);
        double all = curve.expected();
        double sum = 0;
        long arrivals = 0;
        while (sum < all) {
            var start = new Start(seeds.nextLong(), sum);
            starts.add(start);
            var gaps = new SplittableRandom(start.seed);
            for (int gap = 0; gap < BLOCK; gap++) {
                sum += gaps.nextExponential();
                if (sum >= all) {
                    break;
                }
                arrivals++;
            }
        }
        this.count = arrivals;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long dueNanos(long arrival) {
        int number = (int) (arrival / BLOCK);
        Block block = kept.get(number % BLOCKS_KEPT);
        if (block == null || block.number != number) {
            block = draw(number);
            kept.set(number % BLOCKS_KEPT, block);
        }
        return block.dueNanos[(int) (arrival % BLOCK)];
    }

    private Block draw(int number) {
        Start start = starts.get(number);
        var gaps = new SplittableRandom(start.seed);
        long[] dueNanos = new long[(int) Math.min(BLOCK, count - (long) number * BLOCK)];
        double sum = start.expectedBefore;
        for (int arrival = 0; arrival < dueNanos.length; arrival++) {
            sum += gaps.nextExponential();
            dueNanos[arrival] = curve.nanosAt(sum);
        }
        return new Block(number, dueNanos);
    }
}
