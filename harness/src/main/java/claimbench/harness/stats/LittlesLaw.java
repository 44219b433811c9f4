package claimbench.harness.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Little's law as a check of one trial: what is in flight on average is the rate of answers times the mean response
 * time (J. D. C. Little, Operations Research 9(3), 1961). It holds for any system over a long time, so who counted in
 * flight, who counted answers and who timed them cannot all be right where it does not.
 *
 * <p>Over a window it holds up to what is in flight at its ends. Each second of the window has such ends too, and more
 * of them for its length, so an interval over seconds allows for it and for all that scatters: N must lie in the
 * interval of X·R. Seconds are not independent, but what one second's end takes from it the next one gets, which makes
 * the interval too wide rather than too narrow.
 *
 * @param inFlight N, as it was counted
 * @param predicted X·R with its interval over seconds
 */
public record LittlesLaw(double inFlight, Interval predicted) {
    /** Fewest seconds. */
    public static final int SECONDS_MIN = 3;

    /**
     * Compares both sides.
     *
     * @param level of confidence, above 0 and below 1
     * @param inFlight mean number of requests in flight, as it was counted, at least 0
     * @param answersPerSecond in each second of the window, at least {@value #SECONDS_MIN} of them
     * @param meanSeconds mean response time of the answers of each second; whatever it is where there were none
     */
    public static LittlesLaw of(double level, double inFlight, double[] answersPerSecond, double[] meanSeconds) {
        Checks.level(level);
        Checks.finite(SECONDS_MIN, answersPerSecond);
        if (answersPerSecond.length != meanSeconds.length) {
            throw new IllegalArgumentException(
                    answersPerSecond.length + " rates and " + meanSeconds.length + " response times do not match");
        }
        double[] products = new double[answersPerSecond.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = answersPerSecond[i] == 0 ? 0 : answersPerSecond[i] * meanSeconds[i];
        }
        Checks.finite(SECONDS_MIN, products);
        Moments moments = Moments.of(products);
        double margin = new TDistribution(products.length - 1).inverseCumulativeProbability((1 + level) / 2)
                * moments.standardError();
        return new LittlesLaw(
                inFlight,
                Intervals.of(
                        moments.mean(),
                        Math.max(0, moments.mean() - margin), // fewer than none cannot be in flight
                        moments.mean() + margin,
                        level,
                        products.length));
    }

    /**
     * Whether both sides agree.
     *
     * @param tolerance what may lie between them beside the interval, as a share of X·R: counting at unequal moments
     */
    public boolean holds(double tolerance) {
        double margin = tolerance * Math.abs(predicted.value());
        return predicted.low() - margin <= inFlight && inFlight <= predicted.high() + margin;
    }
}
