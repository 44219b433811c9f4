package claimbench.harness.stats;

import java.util.Arrays;

/**
 * The smallest and the largest of the trials: for what each trial must meet by itself, such as a count of errors, where
 * an average would hide the one trial that did not.
 *
 * @param value the median
 * @param low the smallest
 * @param high the largest
 * @param n how many trials, at least 1
 */
public record Span(double value, double low, double high, int n) implements Estimate {

    /**
     * The span of some values.
     *
     * @param values one for each trial, finite
     * @throws IllegalArgumentException where there is none, or one is not a number
     */
    public static Span of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no trial, so no span");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double value : sorted) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a span needs finite numbers, and " + value + " is none");
            }
        }
        double upper = sorted[sorted.length / 2];
        double lower = sorted[(sorted.length - 1) / 2];
        return new Span((lower + upper) / 2, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
