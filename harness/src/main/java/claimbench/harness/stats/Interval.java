package claimbench.harness.stats;

/**
 * A confidence interval of a quantity.
 *
 * @param value the estimate, within the interval
 * @param low lower end
 * @param high upper end
 * @param level of confidence, above 0 and below 1
 * @param n how many trials it rests on, at least 2
 */
public record Interval(double value, double low, double high, double level, int n) implements Estimate {
    public Interval {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException("not an interval: " + low + " to " + high + " around " + value);
        }
    }
}
