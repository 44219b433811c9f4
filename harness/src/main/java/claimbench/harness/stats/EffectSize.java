package claimbench.harness.stats;

import org.hipparchus.special.Gamma;

/**
 * How large a difference is, without units; beside a ratio with its interval, never instead.
 *
 * <p>The ratio ({@link TwoGroups}) is what people can use, and the only one that few trials can pin down. {@link
 * #hedgesG} is apt from about ten trials a group on and supposes a common spread. {@link #cliffsDelta} supposes
 * nothing, but says 1 as soon as the groups do not overlap, which with five quiet trials they do for a difference of 1
 * % as for one of 100 %.
 */
public final class EffectSize {
    private EffectSize() {}

    /**
     * Difference of the means in pooled standard deviations, without the bias that few values bring (L. V. Hedges,
     * Journal of Educational Statistics 6(2), 1981).
     *
     * @param ones finite, at least two
     * @param others finite, at least two
     * @return positive where the ones are larger; infinite where nothing scatters and the means differ, 0 where they do
     *     not
     */
    public static double hedgesG(double[] ones, double[] others) {
        Checks.finite(2, ones);
        Checks.finite(2, others);
        Moments one = Moments.of(ones);
        Moments other = Moments.of(others);
        int freedom = one.n() + other.n() - 2;
        double difference = one.mean() - other.mean();
        if (difference == 0) {
            return 0;
        }
        double pooled = Math.sqrt(((one.n() - 1) * one.variance() + (other.n() - 1) * other.variance()) / freedom);
        double unbiased = Math.exp(Gamma.logGamma(freedom / 2.0) - Gamma.logGamma((freedom - 1) / 2.0))
                / Math.sqrt(freedom / 2.0);
        return unbiased * difference / pooled;
    }

    /**
     * How much oftener one is larger than another than the other way round (N. Cliff, Psychological Bulletin 114(3),
     * 1993).
     *
     * @param ones finite, at least one
     * @param others finite, at least one
     * @return from −1, where all ones are smaller, to 1, where all are larger
     */
    public static double cliffsDelta(double[] ones, double[] others) {
        Checks.finite(1, ones);
        Checks.finite(1, others);
        long sum = 0;
        for (double one : ones) {
            for (double other : others) {
                sum += Double.compare(one - other, 0) > 0 ? 1 : one < other ? -1 : 0;
            }
        }
        return (double) sum / ((long) ones.length * others.length);
    }
}
