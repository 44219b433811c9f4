package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogStudentTTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatHasNoLogarithmIsRefused(double bad) {
        assertThatThrownBy(() -> LogStudentT.estimate(0.95, 1, bad, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(bad));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void levelOutOfBoundsIsRefused(double level) {
        assertThatThrownBy(() -> LogStudentT.estimate(level, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTrialGivesNoEstimate() {
        assertThatThrownBy(() -> LogStudentT.estimate(0.95)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneTrialHasNoInterval() {
        assertThat(LogStudentT.estimate(0.95, 2.9)).isEqualTo(new SinglePoint(2.9));
    }

    /**
     * The quantiles are those of the table in Student's tradition, as every textbook prints it: for values exp(-1), exp(1)
     * and so on the standard error is known, so the margin is the quantile.
     */
    @ParameterizedTest
    @CsvSource({
        "2, 0.95, 12.706",
        "3, 0.95, 4.303",
        "4, 0.95, 3.182",
        "6, 0.95, 2.571",
        "11, 0.95, 2.228",
        "3, 0.90, 2.920"
    })
    void marginIsTheTabulatedQuantileTimesTheStandardError(int n, double level, double quantile) {
        double[] values = new double[n];
        double squares = 0;
        double mean = (n - 1) / 2.0;
        for (int i = 0; i < n; i++) {
            values[i] = Math.exp(i);
            squares += (i - mean) * (i - mean);
        }
        double standardError = Math.sqrt(squares / (n - 1)) / Math.sqrt(n);

        var interval = (Interval) LogStudentT.estimate(level, values);

        assertThat(interval.n()).isEqualTo(n);
        assertThat(Math.log(interval.value())).isCloseTo(mean, within(1e-9));
        assertThat((Math.log(interval.high()) - mean) / standardError).isCloseTo(quantile, within(0.0006));
        assertThat((mean - Math.log(interval.low())) / standardError).isCloseTo(quantile, within(0.0006));
    }

    @Test
    void valueIsTheGeometricMean() {
        assertThat(LogStudentT.estimate(0.95, 1, 2, 4).value()).isCloseTo(2, within(1e-12));
    }

    @Test
    void intervalOfTheInverseIsTheInverseOfTheInterval() {
        var speedup = (Interval) LogStudentT.estimate(0.95, 2.8, 2.9, 3.1);
        var slowdown = (Interval) LogStudentT.estimate(0.95, 1 / 2.8, 1 / 2.9, 1 / 3.1);

        assertThat(slowdown.low()).isCloseTo(1 / speedup.high(), within(1e-12));
        assertThat(slowdown.high()).isCloseTo(1 / speedup.low(), within(1e-12));
    }

    @Test
    void equalTrialsGiveAnIntervalWithoutWidth() {
        var interval = (Interval) LogStudentT.estimate(0.95, 3, 3, 3);

        assertThat(interval.low()).isCloseTo(3, within(1e-9));
        assertThat(interval.high()).isCloseTo(3, within(1e-9));
    }

    /** 4,000 simulated runs: the true value must lie in 95 % of the intervals, give or take three standard errors. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void intervalCoversTheTruthAsOftenAsItSays(int n) {
        var random = new Random(20_261_120);
        int runs = 4_000;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[n];
            for (int trial = 0; trial < n; trial++) {
                values[trial] = 3 * Math.exp(0.2 * random.nextGaussian());
            }
            var interval = (Interval) LogStudentT.estimate(0.95, values);
            if (interval.low() <= 3 && 3 <= interval.high()) {
                covered++;
            }
        }
        assertThat(covered / (double) runs).isCloseTo(0.95, within(3 * Math.sqrt(0.95 * 0.05 / runs)));
    }
}
