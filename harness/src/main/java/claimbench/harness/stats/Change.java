package claimbench.harness.stats;

/**
 * What became of a figure between two samples, seen against the noise of comparing a thing with itself.
 *
 * <p>The idea: a difference counts when two things hold. The interval of the ratio excludes 1, so it is no accident of
 * these trials; and the ratio lies beyond the {@link NoiseBand}, so it is more than the run shows of itself. A figure
 * is within noise when its ratio lies within the band and the interval leaves no room for a change of twice the band.
 * Everything else is inconclusive: more trials may tell.
 */
public enum Change {
    /** Better, beyond noise. */
    IMPROVED,
    /** Worse, beyond noise. */
    REGRESSED,
    /** No change that this run could tell from none, and none that it would have missed. */
    WITHIN_NOISE,
    /** Too few trials, or too uneven ones, to say. */
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
        if (beyond && (ratio.low() > 1 || ratio.high() < 1)) {
            boolean grown = ratio.low() > 1;
            return grown == (better == Better.LARGER) ? IMPROVED : REGRESSED;
        }
        return !beyond && noise.containsDoubled(ratio.low()) && noise.containsDoubled(ratio.high())
                ? WITHIN_NOISE
                : INCONCLUSIVE;
    }

    /** Whether a difference was found. */
    public boolean different() {
        return this == IMPROVED || this == REGRESSED;
    }
}
