package claimbench.harness.stats;

import java.util.Arrays;
import java.util.OptionalInt;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How many times as large the trials of one group are as those of another: for two runs, or two versions, whose trials
 * have nothing in common. Figures of the same trial are divided within it instead, and go to {@link TypicalTrial}.
 *
 * <p>The idea: divide every trial of the one group by every trial of the other. The median of these quotients (J. L.
 * Hodges, E. L. Lehmann, Annals of Mathematical Statistics 34(2), 1963) says how many times as large a trial of the
 * first group typically is. Its interval goes from the k-th smallest to the k-th largest quotient; how often such a
 * pair misses is the distribution of Mann and Whitney's U (Annals of Mathematical Statistics 18(1), 1947), for any
 * continuous distribution that is the same in both groups but for the factor. Outliers do not move it.
 *
 * <p>Where one group scatters more than the other, U varies more than Mann and Whitney's distribution says. So the interval is
 * widened to whatever factor E. Brunner and U. Munzel's test does not refuse either (Biometrical Journal 42(1), 2000): it
 * takes how much U varies from the trials themselves, each group's by itself.
 *
 * <p>Where so few trials have no such pair (three against three), and at levels that they cannot have, B. L. Welch's t
 * on logarithms steps in (Biometrika 34, 1947), never narrower than from the smallest to the largest quotient.
 *
 * <p>What it covers how often is in {@code harness/docs/decisions}.
 */
public final class TwoGroups {
    /** Groups of fewer have a pair that misses no oftener than it may: the next one would, where spreads are unequal. */
    private static final int FEW = 5;

    private TwoGroups() {}

    /**
     * Estimates the ratio of two groups.
     *
     * @param level of confidence, above 0 and below 1
     * @param numerators one for each trial of the first group, positive and finite
     * @param denominators one for each trial of the second group, positive and finite
     * @return an {@link Interval} that rests on the trials of both; a {@link SinglePoint} where a group has one trial
     *     only
     * @throws IllegalArgumentException where a value or the level is out of bounds, or a group is empty
     */
    public static Estimate ratio(double level, double[] numerators, double[] denominators) {
        Checks.level(level);
        double[] above = Checks.logarithms(numerators);
        double[] below = Checks.logarithms(denominators);
        double[] quotients = quotients(above, below);
        int count = quotients.length;
        double median = (quotients[(count - 1) / 2] + quotients[count / 2]) / 2;
        if (above.length == 1 || below.length == 1) {
            return new SinglePoint(Math.exp(median));
        }
        double[] ends = ends(level, above, below, quotients);
        return Intervals.ofLogarithms(median, ends[0], ends[1], level, above.length + below.length);
    }

    /** Every one divided by every other, sorted, as logarithms. */
    private static double[] quotients(double[] above, double[] below) {
        double[] quotients = new double[above.length * below.length];
        int next = 0;
        for (double one : above) {
            for (double other : below) {
                quotients[next++] = one - other;
            }
        }
        Arrays.sort(quotients);
        return quotients;
    }

    private static double[] ends(double level, double[] above, double[] below, double[] quotients) {
        int count = quotients.length;
        double[] atMost = distributionOfU(above.length, below.length);
        OptionalInt rank = Math.min(above.length, below.length) < FEW
                ? OptionalInt.empty()
                : RankPair.at(level, count / 2, k -> 2 * atMost[k - 1]);
        if (rank.isEmpty()) {
            rank = RankPair.within(level, count / 2, k -> 2 * atMost[k - 1]);
        }
        if (rank.isEmpty()) {
            return welch(level, above, below, quotients);
        }
        var spreads = new UnequalSpreads(level, above, below);
        double low = quotients[spreads.outermost(rank.getAsInt() - 1, quotients)];
        // From the other side the same, with the groups in each other's place.
        double high = quotients[
                count
                        - 1
                        - new UnequalSpreads(level, below, above).outermost(rank.getAsInt() - 1, opposites(quotients))];
        return new double[] {low, high};
    }

    private static double[] opposites(double[] sorted) {
        double[] opposites = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            opposites[i] = -sorted[sorted.length - 1 - i];
        }
        return opposites;
    }

    private static double[] welch(double level, double[] above, double[] below, double[] quotients) {
        Moments one = Moments.of(above);
        Moments other = Moments.of(below);
        double first = one.variance() / one.n();
        double second = other.variance() / other.n();
        double difference = one.mean() - other.mean();
        double margin = 0;
        if (first + second > 0) {
            double freedom = (first + second)
                    * (first + second)
                    / (first * first / (one.n() - 1) + second * second / (other.n() - 1));
            margin = new TDistribution(freedom).inverseCumulativeProbability((1 + level) / 2)
                    * Math.sqrt(first + second);
        }
        return new double[] {
            Math.min(quotients[0], difference - margin), Math.max(quotients[quotients.length - 1], difference + margin)
        };
    }

    /**
     * How probable it is that at most u of the pairs are in the one order, where both groups are alike; for u from 0
     * on.
     *
     * <p>Counted by who is the largest of all: without it, there is one less in its group, and it is in the one order
     * with all of the other group, or with none.
     */
    static double[] distributionOfU(int m, int n) {
        double[][] shares = new double[n + 1][];
        for (int j = 0; j <= n; j++) {
            shares[j] = new double[] {1};
        }
        for (int i = 1; i <= m; i++) {
            double[][] next = new double[n + 1][];
            next[0] = new double[] {1};
            for (int j = 1; j <= n; j++) {
                double[] sum = new double[i * j + 1];
                double ofFirst = (double) i / (i + j);
                for (int u = 0; u < shares[j].length; u++) {
                    sum[u + j] += ofFirst * shares[j][u];
                }
                for (int u = 0; u < next[j - 1].length; u++) {
                    sum[u] += (1 - ofFirst) * next[j - 1][u];
                }
                next[j] = sum;
            }
            shares = next;
        }
        double[] cumulated = shares[n];
        for (int u = 1; u < cumulated.length; u++) {
            cumulated[u] += cumulated[u - 1];
        }
        return cumulated;
    }
}
