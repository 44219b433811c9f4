package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /**
     * Scores of 26 children in a test of spatial perception: B. Efron, R. J. Tibshirani, An Introduction to the
     * Bootstrap, 1993, table 14.1, column A.
     */
    private static final double[] SPATIAL = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };

    @Test
    void fewTrialsAreRefused() {
        assertThatThrownBy(() -> Bootstrap.bca(0.95, 19, indices -> 1, 1_000, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");
        assertThatThrownBy(() -> Bootstrap.bca(0.95, 20, indices -> 1, 999, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bootstrap.bca(0.95, 20, indices -> Double.NaN, 1_000, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * The same book, table 14.2: the variance is 171.5, and its 90 % BCa interval 115.8 to 259.6 with 2,000 draws of
     * theirs.
     */
    @Test
    void intervalOfThePublishedExample() {
        Bootstrap.Result result = Bootstrap.bca(0.9, SPATIAL.length, BootstrapTest::variance, 20_000, 1);

        assertThat(result.interval().value()).isCloseTo(171.5, within(0.05));
        assertThat(result.interval().low()).isCloseTo(115.8, within(3.0));
        assertThat(result.interval().high()).isCloseTo(259.6, within(6.0));
    }

    @Test
    void seedMakesItAgain() {
        Bootstrap.Result one = Bootstrap.bca(0.95, SPATIAL.length, BootstrapTest::variance, 1_000, 42);

        assertThat(Bootstrap.bca(0.95, SPATIAL.length, BootstrapTest::variance, 1_000, 42))
                .isEqualTo(one);
        assertThat(Bootstrap.bca(0.95, SPATIAL.length, BootstrapTest::variance, 1_000, 43))
                .isNotEqualTo(one);
        assertThat(one.seed()).isEqualTo(42);
    }

    /** The method corrects percentiles, so it does not care on what scale the figure is. */
    @Test
    void scaleOfTheFigureDoesNotMatter() {
        Interval variance = Bootstrap.bca(0.95, SPATIAL.length, BootstrapTest::variance, 4_000, 7)
                .interval();
        Interval deviation = Bootstrap.bca(0.95, SPATIAL.length, indices -> Math.sqrt(variance(indices)), 4_000, 7)
                .interval();

        assertThat(deviation.low() * deviation.low() / variance.low()).isCloseTo(1, within(0.02));
        assertThat(deviation.high() * deviation.high() / variance.high()).isCloseTo(1, within(0.02));
    }

    @Test
    void figureThatNeverChangesHasAnIntervalWithoutWidth() {
        Interval interval = Bootstrap.bca(0.95, 20, indices -> 3, 1_000, 1).interval();

        assertThat(interval).isEqualTo(new Interval(3, 3, 3, 0.95, 20));
    }

    @Test
    void coversTheMeanOfThirtyAsOftenAsSimulationSaid() {
        var random = new SplittableRandom(2);
        int covered = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[30];
            Arrays.setAll(values, i -> Math.exp(0.2 * random.nextGaussian()));
            ToDoubleFunction<int[]> mean = indices ->
                    Arrays.stream(indices).mapToDouble(i -> values[i]).average().orElseThrow();
            Interval interval = Bootstrap.bca(0.95, 30, mean, 1_000, run).interval();
            covered += interval.low() <= Math.exp(0.02) && Math.exp(0.02) <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.89, 0.97);
    }

    private static double variance(int[] indices) {
        double mean =
                Arrays.stream(indices).mapToDouble(i -> SPATIAL[i]).average().orElseThrow();
        return Arrays.stream(indices)
                .mapToDouble(i -> (SPATIAL[i] - mean) * (SPATIAL[i] - mean))
                .average()
                .orElseThrow();
    }
}
