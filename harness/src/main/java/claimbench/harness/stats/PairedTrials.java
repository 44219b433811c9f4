package claimbench.harness.stats;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How many times as large the second of two like trials is as the first, over rounds that have both: for a condition that
 * is measured twice.
 *
 * <p>The idea: where nothing differs, it is chance which of the two is called the second, so their ratio is as often above 1 by
 * some factor as below it by the same: its logarithm is symmetric around 0, whatever the distribution of the trials. That is what F.
 * Wilcoxon's signed-rank test asks for and nothing else (Biometrics Bulletin 1(6), 1945), and it makes more of a few rounds than
 * their signs alone, which is all that {@link TypicalTrial} may use, whose figures can be skewed. The estimate is the median of
 * the means of all pairs of rounds, each with itself too (J. L. Hodges, E. L. Lehmann, 1963), and the interval goes from the
 * k-th smallest to the k-th largest of these means.
 *
 * <p>Levels that so few rounds cannot have are Student's t's, widened, as for the {@link TypicalTrial}; so many rounds that signs
 * do as well are the typical trial's altogether.
 */
public final class PairedTrials {
    /** Beyond, the means are many, and the gain is none. */
    private static final int ROUNDS_MAX = 100;

    private PairedTrials() {}

    /**
     * Estimates the ratio.
     *
     * @param level of confidence, above 0 and below 1
     * @param ratios of second to first, one for each round, positive and finite
     * @return an {@link Interval}; a {@link SinglePoint} for one round
     * @throws IllegalArgumentException where a value or the level is out of bounds, or there is no value
     */
    public static Estimate ratio(double level, double... ratios) {
        Checks.level(level);
        double[] logarithms = Checks.logarithms(ratios);
        int n = logarithms.length;
        if (n == 1 || n > ROUNDS_MAX) {
            return TypicalTrial.estimate(level, ratios);
        }
        double[] atMost = distributionOfSignedRanks(n);
        int count = n * (n + 1) / 2;
        OptionalInt rank = RankPair.at(level, count / 2, k -> 2 * atMost[k - 1]);
        if (rank.isEmpty()) {
            rank = RankPair.within(level, count / 2, k -> 2 * atMost[k - 1]);
        }
        double[] means = means(logarithms);
        Arrays.sort(logarithms);
        double[] ends = rank.isPresent()
                ? new double[] {means[rank.getAsInt() - 1], means[count - rank.getAsInt()]}
                : TypicalTrial.student(level, logarithms);
        return Intervals.ofLogarithms((means[(count - 1) / 2] + means[count / 2]) / 2, ends[0], ends[1], level, n);
    }

    /** Of every two, and of each with itself, sorted. */
    private static double[] means(double[] values) {
        int n = values.length;
        double[] means = new double[n * (n + 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                means[next++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(means);
        return means;
    }

    /**
     * How probable it is that the ranks of the values above 0 add up to at most so much, where a coin says of each rank whether its
     * value is; for sums from 0 on.
     */
    static double[] distributionOfSignedRanks(int n) {
        double[] shares = new double[n * (n + 1) / 2 + 1];
        shares[0] = 1;
        int most = 0;
        for (int rank = 1; rank <= n; rank++) {
            most += rank;
            for (int sum = most; sum >= 0; sum--) {
                shares[sum] = (shares[sum] + (sum >= rank ? shares[sum - rank] : 0)) / 2;
            }
        }
        for (int sum = 1; sum < shares.length; sum++) {
            shares[sum] += shares[sum - 1];
        }
        return shares;
    }
}
