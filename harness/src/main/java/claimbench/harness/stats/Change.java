package claimbench.harness.stats;

import java.util.Arrays;

/**
 * What became of a figure between two samples, seen against the noise of comparing a thing with itself.
 *
 * <p>The idea: a difference counts when two things hold. The interval of the ratio excludes 1, so it is no accident of
 * these trials; and the ratio lies beyond the {@link NoiseBand}, so it is more than the run shows of itself. A figure
 * is within noise when the interval includes 1, its ratio lies within the band, the interval leaves no room for a change of
 * twice the band, and the band is no wider than it may be: under noise as large as one likes nothing would ever change.
 * Everything else is inconclusive: more trials may tell, or quieter ones.
 */
public enum Change {
    /** Better, beyond noise. */
    IMPROVED,
    /** Worse, beyond noise. */
    REGRESSED,
    /** No change that this run could tell from none, and none that it would have missed. */
    WITHIN_NOISE,
    /** Too few trials, too uneven ones or too much noise to say; or a difference no larger than the run's from itself. */
    INCONCLUSIVE;

    /** Which way is good. */
    public enum Better {
        /** As of throughput. */
        LARGER,
        /** As of response times. */
        SMALLER
    }

    /**
     * Says what changed.
     *
     * @param ratio of the new figure to the old one
     * @param noise of the same run, or of the noisier of two
     * @param better which way is good
     */
    public static Change of(Estimate ratio, NoiseBand noise, Better better) {
        return switch (ratio) {
            case Interval interval -> of(interval, noise, better);
            // One trial has no interval, and a span is not one.
            case SinglePoint point -> INCONCLUSIVE;
            case Span span -> INCONCLUSIVE;
        };
    }

    private static Change of(Interval ratio, NoiseBand noise, Better better) {
        boolean beyond = !noise.contains(ratio.value());
        boolean differs = ratio.low() > 1 || ratio.high() < 1;
        if (beyond && differs) {
            boolean grown = ratio.low() > 1;
            return grown == (better == Better.LARGER) ? IMPROVED : REGRESSED;
        }
        boolean small = !beyond && noise.containsDoubled(ratio.low()) && noise.containsDoubled(ratio.high());
        return small && !differs && !noise.tooWide() ? WITHIN_NOISE : INCONCLUSIVE;
    }

    /**
     * Says what became of a count, of which ratios mean nothing where it may be zero: it changed where every new one lies on one
     * side of every old one, and so many trials do not do that by chance.
     *
     * @param level of confidence, above 0 and below 1
     * @param olds one for each trial, finite, at least one
     * @param news the same of the new figure
     * @return {@link #WITHIN_NOISE} where all are equal, in two trials of each at least
     */
    public static Change ofCounts(double level, double[] olds, double[] news, Better better) {
        Checks.level(level);
        Checks.finite(1, olds);
        Checks.finite(1, news);
        double[] before = olds.clone();
        double[] after = news.clone();
        Arrays.sort(before);
        Arrays.sort(after);
        boolean grown = after[0] > before[before.length - 1];
        boolean fallen = after[after.length - 1] < before[0];
        if ((grown || fallen) && pOfApart(olds.length, news.length) <= 1 - level) {
            return grown == (better == Better.LARGER) ? IMPROVED : REGRESSED;
        }
        boolean same = before[0] == after[after.length - 1] && before[before.length - 1] == after[0];
        return same && Math.min(olds.length, news.length) > 1 ? WITHIN_NOISE : INCONCLUSIVE;
    }

    /** How probable it is that all of one group lie on one side of all of the other, where both are alike. */
    private static double pOfApart(int one, int other) {
        return Math.min(1, 2 * TwoGroups.distributionOfU(one, other)[0]);
    }

    /** Whether a difference was found. */
    public boolean different() {
        return this == IMPROVED || this == REGRESSED;
    }
}
