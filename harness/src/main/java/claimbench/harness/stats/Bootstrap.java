package claimbench.harness.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Intervals by drawing trials anew, for figures that no formula has: a percentile of the merged histograms of many
 * trials, a difference of two of them, a coefficient of a fit.
 *
 * <p>The idea: the trials stand for all possible trials. Draw as many from them with replacement, compute the figure,
 * and do so a few thousand times: the spread of these figures is that of the estimate. B. Efron's BCa (Better bootstrap
 * confidence intervals, JASA 82, 1987) corrects the percentiles of that spread for bias and for a standard error that
 * changes with the figure, and does not care on what scale the figure is.
 *
 * <p>For many trials, 20 at least: with fewer, what was drawn cannot be more extreme than what was seen, and simulation
 * shows 83 % for a mean of five normal figures where 95 % is asked for. The seed is part of the result, so that anyone
 * can make it again.
 */
public final class Bootstrap {
    /** Fewest trials. */
    public static final int TRIALS_MIN = 20;

    private Bootstrap() {}

    /**
     * An interval that was drawn.
     *
     * @param interval the result
     * @param resamples how often was drawn
     * @param seed of the draws
     */
    public record Result(Interval interval, int resamples, long seed) {}

    /**
     * BCa interval of any figure.
     *
     * @param level of confidence, above 0 and below 1
     * @param trials how many there are, at least {@link #TRIALS_MIN}
     * @param figure from indices of trials, some several times, to a finite number; pure
     * @param resamples how often to draw, at least 1,000
     * @param seed of the draws
     * @throws IllegalArgumentException where an argument is out of bounds or a figure is not finite
     */
    public static Result bca(double level, int trials, ToDoubleFunction<int[]> figure, int resamples, long seed) {
        Checks.level(level);
        if (trials < TRIALS_MIN) {
            throw new IllegalArgumentException(
                    "a bootstrap needs at least " + TRIALS_MIN + " trials, and there are " + trials);
        }
        if (resamples < 1_000) {
            throw new IllegalArgumentException("at least 1000 resamples are needed, and not " + resamples);
        }
        double value = finite(figure.applyAsDouble(all(trials)));
        double[] drawn = drawn(trials, figure, resamples, seed);
        double bias = bias(drawn, value);
        double acceleration = acceleration(trials, figure);
        var normal = new NormalDistribution();
        double low = quantile(drawn, corrected(normal, bias, acceleration, (1 - level) / 2));
        double high = quantile(drawn, corrected(normal, bias, acceleration, (1 + level) / 2));
        return new Result(Intervals.of(value, low, high, level, trials), resamples, seed);
    }

    private static double[] drawn(int trials, ToDoubleFunction<int[]> figure, int resamples, long seed) {
        var random = new SplittableRandom(seed);
        double[] drawn = new double[resamples];
        int[] indices = new int[trials];
        for (int i = 0; i < resamples; i++) {
            for (int trial = 0; trial < trials; trial++) {
                indices[trial] = random.nextInt(trials);
            }
            drawn[i] = finite(figure.applyAsDouble(indices.clone()));
        }
        Arrays.sort(drawn);
        return drawn;
    }

    /** By how many standard deviations the middle of what was drawn lies off the value; ties count by half. */
    private static double bias(double[] drawn, double value) {
        double below = 0;
        for (double one : drawn) {
            below += one < value ? 1 : one == value ? 0.5 : 0;
        }
        double share = Math.clamp(below / drawn.length, 0.5 / drawn.length, 1 - 0.5 / drawn.length);
        return new NormalDistribution().inverseCumulativeProbability(share);
    }

    /** How the standard error changes with the figure: from the figures that each lack one trial. */
    private static double acceleration(int trials, ToDoubleFunction<int[]> figure) {
        double[] without = new double[trials];
        for (int left = 0; left < trials; left++) {
            int[] indices = new int[trials - 1];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = i < left ? i : i + 1;
            }
            without[left] = finite(figure.applyAsDouble(indices));
        }
        double mean = Moments.of(without).mean();
        double squares = 0;
        double cubes = 0;
        for (double one : without) {
            double deviation = mean - one;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /** Which share of what was drawn to read, instead of the plain one. */
    private static double corrected(NormalDistribution normal, double bias, double acceleration, double share) {
        double shifted = bias + normal.inverseCumulativeProbability(share);
        double denominator = 1 - acceleration * shifted;
        if (denominator <= 0) {
            return shifted > 0 ? 1 : 0;
        }
        return normal.cumulativeProbability(bias + shifted / denominator);
    }

    private static double quantile(double[] sorted, double share) {
        double position = Math.clamp(share * (sorted.length + 1) - 1, 0, sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static int[] all(int trials) {
        int[] indices = new int[trials];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    private static double finite(double figure) {
        if (!Double.isFinite(figure)) {
            throw new IllegalArgumentException("a finite figure is needed, and " + figure + " is none");
        }
        return figure;
    }
}
