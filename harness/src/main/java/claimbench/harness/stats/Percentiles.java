package claimbench.harness.stats;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * An interval for a percentile of what many independent values come from: a ninth decile over trials, say.
 *
 * <p>The idea: how many of n values fall below the true percentile is binomial, whatever the distribution. So are the
 * odds that it lies between two of the sorted values, each side with half of the misses (H. A. David, H. N. Nagaraja,
 * Order Statistics, 3rd edition, 2003, section 7.1). It never covers less than it says. Far percentiles need many
 * values: for the 99th at 95 % there must be 368; with fewer nothing bounds it from above.
 *
 * <p>The percentile of the requests of one trial is a figure of that trial, and goes to {@link TypicalTrial} with those
 * of the others; requests of a trial are not independent.
 */
public final class Percentiles {
    private Percentiles() {}

    /**
     * Estimates a percentile.
     *
     * @param level of confidence, above 0 and below 1
     * @param share of all values that lie below it, above 0 and below 1
     * @param values finite, at least one
     * @return around the smallest value that so many do not exceed; empty where there are too few values to bound it on
     *     both sides
     */
    public static Optional<Interval> interval(double level, double share, double... values) {
        Checks.level(level);
        Checks.level(share);
        Checks.finite(1, values);
        int n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        var below = new BinomialDistribution(n, share);
        double side = (1 - level) / 2;
        int low = 0;
        while (low < n && below.cumulativeProbability(low) <= side) {
            low++;
        }
        int high = n + 1;
        while (high > 0 && 1 - below.cumulativeProbability(high - 2) <= side) {
            high--;
        }
        if (low < 1 || high > n) {
            return Optional.empty();
        }
        int rank = Math.clamp((int) Math.ceil(share * n), low, high);
        return Optional.of(new Interval(sorted[rank - 1], sorted[low - 1], sorted[high - 1], level, n));
    }
}
