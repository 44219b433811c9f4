package claimbench.harness.stats;

/**
 * How large a change this run takes for none, since comparing a thing with itself showed it as well.
 *
 * @param factor changes by less, up or down, are noise; at least 1
 * @param factorMax a wider band hides what is looked for, and nothing can be said to be unchanged; at least 1
 */
public record NoiseBand(double factor, double factorMax) {
    public NoiseBand {
        if (!(factor >= 1 && Double.isFinite(factor)) || !(factorMax >= 1 && Double.isFinite(factorMax))) {
            throw new IllegalArgumentException(
                    "a noise band has factors of at least 1, and not " + factor + " and " + factorMax);
        }
    }

    /**
     * From a comparison of one thing with itself: as far from 1 as its interval reaches, on either side.
     *
     * @param same ratio of the thing to itself, of trials in the same run
     * @param factorMax how wide it may be
     */
    public static NoiseBand of(Interval same, double factorMax) {
        return new NoiseBand(Math.max(1, Math.max(same.high(), 1 / same.low())), factorMax);
    }

    /** Whether the noise is too large to tell that nothing changed. */
    public boolean tooWide() {
        return factor > factorMax;
    }

    /** Whether a ratio is closer to 1 than the band's ends, or on one. */
    boolean contains(double ratio) {
        return distance(ratio) <= Math.log(factor);
    }

    /** Whether a ratio is at most twice as far from 1, in logarithms, as the band's ends. */
    boolean containsDoubled(double ratio) {
        return distance(ratio) <= 2 * Math.log(factor);
    }

    private static double distance(double ratio) {
        return Math.abs(Math.log(ratio));
    }
}
