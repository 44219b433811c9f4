package claimbench.harness.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Student's t interval on logarithms: how sure a few trials make us of a quantity that cannot be negative, above all of
 * a ratio.
 *
 * <p>The idea: each trial is a fresh JVM and gives one number; for a ratio, both of its sides come from the same trial, so
 * that what the trial had in common (the JVM's memory layout, the machine's mood) cancels out. Ratios are multiplied, not
 * added: twice as fast and half as fast are equally far from equal. Their logarithms are added, so the mean is taken
 * there, its standard error too, and the interval is brought back with the exponential. The result is the geometric mean
 * with an interval that is not symmetric and never reaches zero.
 *
 * <p>With few trials the standard error is itself uncertain; Student's t distribution with n − 1 degrees of freedom allows
 * for that. It assumes that the logarithms are roughly normal, which three trials cannot show; the interval is wide enough
 * there (the 97.5 % quantile is 4.30 for three trials, 12.7 for two) to be honest about it.
 *
 * <p>Sources: W. S. Gosset ("Student"), The probable error of a mean, Biometrika 6(1), 1908. A. Georges, D. Buytaert,
 * L. Eeckhout, Statistically rigorous Java performance evaluation, OOPSLA 2007, section 3.2 (an interval over JVM
 * invocations, Student's t below 30 of them). P. J. Fleming, J. J. Wallace, How not to lie with statistics: the correct way to
 * summarize benchmark results, CACM 29(3), 1986 (ratios and the geometric mean).
 */
public final class LogStudentT {
    private LogStudentT() {}

    /**
     * Estimates a positive quantity.
     *
     * @param level of confidence, above 0 and below 1
     * @param values one for each trial, positive and finite
     * @return an {@link Interval}; a {@link SinglePoint} for one trial
     * @throws IllegalArgumentException where a value or the level is out of bounds, or there is no value
     */
    public static Estimate estimate(double level, double... values) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "a level of confidence lies between 0 and 1, and " + level + " does not");
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("no trial, so no estimate");
        }
        for (double value : values) {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException("a logarithm needs a positive number, and " + value + " is none");
            }
        }
        return values.length == 1 ? new SinglePoint(values[0]) : interval(level, values);
    }

    private static Interval interval(double level, double[] values) {
        int n = values.length;
        double sum = 0;
        for (double value : values) {
            sum += Math.log(value);
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            double deviation = Math.log(value) - mean;
            squares += deviation * deviation;
        }
        double standardError = Math.sqrt(squares / (n - 1) / n);
        double margin = new TDistribution(n - 1).inverseCumulativeProbability((1 + level) / 2) * standardError;
        return new Interval(Math.exp(mean), Math.exp(mean - margin), Math.exp(mean + margin), level, n);
    }
}
