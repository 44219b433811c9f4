package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanOfTrialsTest {

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> MeanOfTrials.estimate(0.95, 1, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MeanOfTrials.estimate(0.95, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneTrialHasNoInterval() {
        assertThat(MeanOfTrials.estimate(0.95, 1, -3)).isEqualTo(new SinglePoint(-3));
    }

    /** Student's quantile with two degrees of freedom is 4.303. */
    @Test
    void ofFewTrialsItIsStudentsInterval() {
        var interval = (Interval) MeanOfTrials.estimate(0.95, 1, 1, 2, 3);

        assertThat(interval.value()).isCloseTo(2, within(1e-12));
        assertThat(interval.high() - 2).isCloseTo(4.3027 / Math.sqrt(3), within(1e-3));
    }

    @Test
    void equalTrialsGiveAnIntervalWithoutWidth() {
        double[] values = new double[20];
        Arrays.fill(values, 7);

        assertThat(MeanOfTrials.estimate(0.95, 1, values)).isEqualTo(new Interval(7, 7, 7, 0.95, 20));
    }

    @Test
    void seedMakesItAgain() {
        double[] values = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144};

        assertThat(MeanOfTrials.estimate(0.95, 9, values)).isEqualTo(MeanOfTrials.estimate(0.95, 9, values));
    }

    /** Exponential figures, of which plain Student's t covers the mean in 89 to 92 %. */
    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void skewedFiguresAreCoveredFromFiveTrialsOn(int n) {
        var random = new SplittableRandom(n);
        int covered = 0;
        int runs = 600;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> random.nextExponential());
            var interval = (Interval) MeanOfTrials.estimate(0.95, run, values);
            covered += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.93 - 0.031, 0.97 + 0.021);
    }
}
