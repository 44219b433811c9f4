package claimbench.harness.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * An interval for the mean over all possible trials, where it is the sum that counts (CPU time, bytes) and not the
 * typical trial. No verdict rests on it.
 *
 * <p>The idea: Student's t below {@value #MANY} trials; from there on the same, but with the distribution of t drawn
 * from the trials themselves instead of a normal one (the bootstrap-t: B. Efron, R. J. Tibshirani, An Introduction to
 * the Bootstrap, 1993, section 12.5), which follows skewness.
 *
 * <p>It cannot be right for every distribution: a rare trial that is a thousand times as large moves the mean, and
 * trials that lack it do not know. Simulation says where 95 % are 93 or more: for figures that scatter by a few per
 * cent from three trials up, for exponential ones from {@value #MANY}, for lognormal ones with σ = 1 from 50, and for
 * Pareto ones with infinite variance never. The table is in {@code harness/docs/decisions}; use {@link TypicalTrial}
 * where a median answers the question.
 */
public final class MeanOfTrials {
    /** From so many trials on, the distribution of t is drawn. */
    public static final int MANY = 5;

    private static final int RESAMPLES = 4_000;

    private MeanOfTrials() {}

    /**
     * Estimates the mean.
     *
     * @param level of confidence, above 0 and below 1
     * @param seed of the draws
     * @param values one for each trial, finite
     * @return an {@link Interval}; a {@link SinglePoint} for one trial
     */
    public static Estimate estimate(double level, long seed, double... values) {
        Checks.level(level);
        Checks.finite(1, values);
        int n = values.length;
        if (n == 1) {
            return new SinglePoint(values[0]);
        }
        Moments moments = Moments.of(values);
        double error = moments.standardError();
        double side = (1 - level) / 2;
        if (n < MANY || error == 0) {
            double margin = new TDistribution(n - 1).inverseCumulativeProbability(1 - side) * error;
            return Intervals.of(moments.mean(), moments.mean() - margin, moments.mean() + margin, level, n);
        }
        double[] drawn = drawn(values, moments.mean(), seed);
        return Intervals.of(
                moments.mean(),
                moments.mean() - at(drawn, 1 - side) * error,
                moments.mean() - at(drawn, side) * error,
                level,
                n);
    }

    /** How many standard errors the mean of drawn trials lies off the mean of the trials, sorted. */
    private static double[] drawn(double[] values, double mean, long seed) {
        var random = new SplittableRandom(seed);
        double[] drawn = new double[RESAMPLES];
        double[] sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Moments moments;
            do {
                Arrays.setAll(sample, index -> values[random.nextInt(values.length)]);
                moments = Moments.of(sample);
            } while (moments.variance() == 0);
            drawn[i] = (moments.mean() - mean) / moments.standardError();
        }
        Arrays.sort(drawn);
        return drawn;
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.clamp(Math.round(share * (sorted.length + 1)) - 1, 0, sorted.length - 1)];
    }
}
