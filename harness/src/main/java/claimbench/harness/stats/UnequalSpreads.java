package claimbench.harness.stats;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How far an interval of the ratio of two groups must reach where one group scatters more than the other: to the factors that
 * E. Brunner and U. Munzel's test does not refuse (The nonparametric Behrens-Fisher problem, Biometrical Journal 42(1), 2000).
 *
 * <p>The idea: divide a group by a factor. If it is the true one, a trial of the one group lies above one of the other in half of all
 * pairs. How far the share of pairs that do may be from a half is taken from the trials: the placement of a trial is the
 * share of the other group that lies below it, and placements of a group vary by so much. The share differs from a half by
 * Student's t of the standard errors that follow from both groups' variances, with Satterthwaite's degrees of freedom.
 */
final class UnequalSpreads {
    /** So much is taken from Satterthwaite's degrees of freedom: of few trials variances are not known so well. By simulation. */
    private static final double FREEDOM_LESS = 1.5;

    private final double level;
    private final double[] above;
    private final double[] below;

    /**
     * Two groups as logarithms.
     *
     * @param above at least two
     * @param below at least two
     */
    UnequalSpreads(double level, double[] above, double[] below) {
        this.level = level;
        this.above = sorted(above);
        this.below = sorted(below);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * The place of the lower end.
     *
     * @param place of a lower end that is surely in the interval, among the quotients
     * @param quotients all differences of logarithms, sorted
     * @return the same place or one before it, such that what lies just above it is not refused
     */
    int outermost(int place, double[] quotients) {
        int kept = place;
        // Just above the place of a quotient lie all factors up to the next one: the test sees no difference between
        // them. One by
        // one, so that a higher level never stops earlier.
        while (kept > 0 && !refuses((quotients[kept - 1] + quotients[kept]) / 2)) {
            kept--;
        }
        return kept;
    }

    /** Whether the test refuses a factor, as a logarithm. */
    private boolean refuses(double factor) {
        double[] moved = new double[above.length];
        for (int i = 0; i < above.length; i++) {
            moved[i] = above[i] - factor;
        }
        double[] ofAbove = placements(moved, below);
        double[] ofBelow = placements(below, moved);
        Moments first = Moments.of(ofAbove);
        Moments second = Moments.of(ofBelow);
        double one = first.variance() / first.n();
        double other = second.variance() / second.n();
        double variance = one + other;
        double distance = Math.abs(first.mean() - 0.5);
        if (variance == 0) {
            return distance > 0;
        }
        double freedom = variance * variance / (one * one / (first.n() - 1) + other * other / (second.n() - 1));
        return distance
                > new TDistribution(Math.max(1, freedom - FREEDOM_LESS)).inverseCumulativeProbability((1 + level) / 2)
                        * Math.sqrt(variance);
    }

    /** Of each value the share of the others that lie below it; of those that are equal to it, half. */
    private static double[] placements(double[] values, double[] others) {
        double[] placements = new double[values.length];
        int less = 0;
        int atMost = 0;
        for (int i = 0; i < values.length; i++) {
            while (less < others.length && others[less] < values[i]) {
                less++;
            }
            while (atMost < others.length && others[atMost] <= values[i]) {
                atMost++;
            }
            placements[i] = (less + atMost) / (2.0 * others.length);
        }
        return placements;
    }
}
