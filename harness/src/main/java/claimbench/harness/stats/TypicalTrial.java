package claimbench.harness.stats;

import java.util.Arrays;
import java.util.OptionalInt;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * An interval for the typical trial: what half of all trials that one could ever make would stay below. This is the
 * interval that verdicts rest on.
 *
 * <p>The idea: each trial is a fresh JVM and gives one number, a ratio of two sides of that same trial or a magnitude.
 * What is asked is not what these few trials came to, but the median of all trials that this machine could give. A
 * median means something for any distribution, while a mean of heavy-tailed figures may not even exist; and the
 * interval of a median can be right without knowing the distribution, which that of a mean cannot (R. R. Bahadur, L. J.
 * Savage, Annals of Mathematical Statistics 27(4), 1956).
 *
 * <pre>
 *   1 trial       no interval
 *   2 to 4        Student's t on logarithms, widened
 *   5 and more    order statistics
 * </pre>
 *
 * <p>Order statistics: the k-th smallest and the k-th largest trial have the median between them unless fewer than k
 * trials fall on one side of it, which is a matter of tossing a coin and nothing else. With five trials, all of them on
 * one side happens in one case of sixteen: from the smallest to the largest is an interval that covers the truth in
 * 93.75 % of cases, whatever the distribution. Where no pair comes near the level ({@link RankPair}), the interval lies
 * between two pairs, by the rule of T. P. Hettmansperger and S. J. Sheather (Statistics and Probability Letters 4(2),
 * 1986).
 *
 * <p>With fewer trials, or at levels that so few trials cannot have, Student's t steps in, on logarithms since ratios
 * multiply. It assumes that these are normal; {@link #WIDENING} is what simulation showed to be needed where they are
 * skewed. It never gives less than from the smallest to the largest trial. At a higher level the interval is never
 * narrower.
 *
 * <p>Everything happens on logarithms: the interval of the inverse is the inverse of the interval, and none reaches
 * zero. What it covers how often is in {@code harness/docs/decisions}.
 */
public final class TypicalTrial {
    /**
     * So many of the misses that are allowed are allowed to Student's t: with 0.7, its 95 % are a normal distribution's
     * 96.5 %.
     */
    static final double WIDENING = 0.7;

    /** Of four trials so many: then also of two kinds of JVM, nearly equally frequent, the median is covered in 93 %. */
    static final double WIDENING_OF_FOUR = 0.5;

    private TypicalTrial() {}

    /**
     * Estimates the median over all possible trials.
     *
     * @param level of confidence, above 0 and below 1
     * @param values one for each trial, positive and finite
     * @return an {@link Interval} around the median of the values; a {@link SinglePoint} for one trial
     * @throws IllegalArgumentException where a value or the level is out of bounds, or there is no value
     */
    public static Estimate estimate(double level, double... values) {
        Checks.level(level);
        double[] sorted = Checks.logarithms(values);
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 1) {
            return new SinglePoint(values[0]);
        }
        double[] ends = ends(level, sorted);
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return Intervals.ofLogarithms(median, ends[0], ends[1], level, n);
    }

    /** The ends on logarithms. */
    private static double[] ends(double level, double[] sorted) {
        int n = sorted.length;
        OptionalInt exact = RankPair.at(level, n / 2, rank -> misses(n, rank));
        if (exact.isPresent()) {
            int rank = exact.getAsInt();
            return new double[] {sorted[rank - 1], sorted[n - rank]};
        }
        OptionalInt wider = RankPair.within(level, n / 2, rank -> misses(n, rank));
        return wider.isPresent() ? between(level, sorted, wider.getAsInt()) : student(level, sorted);
    }

    /** How often the median does not lie between the trials of a rank, from below and from above. */
    private static double misses(int n, int rank) {
        return rank > n / 2 ? 1 : 2 * new BinomialDistribution(n, 0.5).cumulativeProbability(rank - 1);
    }

    /** Between a pair that covers too much and the next one, which covers too little. */
    private static double[] between(double level, double[] sorted, int rank) {
        int n = sorted.length;
        double covered = 1 - misses(n, rank);
        double next = 1 - misses(n, rank + 1);
        double share = (covered - level) / (covered - next);
        double weight = (n - rank) * share / (rank + (n - 2 * rank) * share);
        // Beyond the innermost pair lies the median itself.
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        double innerLow = rank == n / 2 ? median : sorted[rank];
        double innerHigh = rank == n / 2 ? median : sorted[n - rank - 1];
        return new double[] {
            (1 - weight) * sorted[rank - 1] + weight * innerLow, (1 - weight) * sorted[n - rank] + weight * innerHigh
        };
    }

    /** The ends by Student's t, on logarithms that are sorted. */
    static double[] student(double level, double[] sorted) {
        int n = sorted.length;
        Moments moments = Moments.of(sorted);
        double widening = n == 4 ? WIDENING_OF_FOUR : WIDENING;
        double margin = new TDistribution(n - 1).inverseCumulativeProbability(1 - widening * (1 - level) / 2)
                * moments.standardError();
        return new double[] {
            Math.min(sorted[0], moments.mean() - margin), Math.max(sorted[n - 1], moments.mean() + margin)
        };
    }
}
