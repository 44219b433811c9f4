package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypicalTrialTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatHasNoLogarithmIsRefused(double bad) {
        assertThatThrownBy(() -> TypicalTrial.estimate(0.95, 1, bad, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(bad));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void levelOutOfBoundsIsRefused(double level) {
        assertThatThrownBy(() -> TypicalTrial.estimate(level, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTrialGivesNoEstimate() {
        assertThatThrownBy(() -> TypicalTrial.estimate(0.95)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneTrialHasNoInterval() {
        assertThat(TypicalTrial.estimate(0.95, 2.9)).isEqualTo(new SinglePoint(2.9));
    }

    /**
     * Ranks of the interval of a median, as tables of it have them: which trial from below is its lower end at 95 %.
     * For example Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2, by way of the binomial
     * table.
     */
    @ParameterizedTest
    @CsvSource({"5, 1", "6, 1", "9, 2", "11, 3", "12, 3", "14, 4", "15, 4", "17, 5", "18, 5", "20, 6", "30, 10"})
    void endsAreTheTrialsThatTheBinomialTableNames(int n, int rank) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.exp(i + 1));

        Interval interval = estimate(0.95, values);

        assertThat(Math.log(interval.low())).isCloseTo(rank, within(1e-9));
        assertThat(Math.log(interval.high())).isCloseTo(n + 1 - rank, within(1e-9));
    }

    /**
     * Between two pairs by Hettmansperger's and Sheather's formula. With ten trials [2, 9] covers 0.978516 and [3, 8]
     * 0.890625: the share is (0.978516 − 0.95) / (0.978516 − 0.890625) = 0.324444, and the weight 8 · 0.324444 / (2 + 6
     * · 0.324444) = 0.657658.
     */
    @Test
    void whereNoPairHasTheLevelTheEndLiesBetweenTwo() {
        double[] values = new double[10];
        Arrays.setAll(values, i -> Math.exp(i + 1));

        assertThat(Math.log(estimate(0.95, values).low())).isCloseTo(2.657658, within(1e-5));
        assertThat(Math.log(estimate(0.95, values).high())).isCloseTo(8.342342, within(1e-5));
    }

    /**
     * Student's quantiles as every textbook prints them: 97.5 % is 4.303 with two degrees of freedom; 98.25 %, after
     * widening, is 5.204. With three, 98.75 % is 4.177.
     */
    @ParameterizedTest
    @CsvSource({"3, 5.2039", "4, 4.1765"})
    void ofFewTrialsItIsStudentsIntervalWidened(int n, double quantile) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.exp(i));
        double mean = (n - 1) / 2.0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (i - mean) * (i - mean);
        }
        double standardError = Math.sqrt(squares / (n - 1)) / Math.sqrt(n);

        Interval interval = estimate(0.95, values);

        assertThat((Math.log(interval.high()) - mean) / standardError).isCloseTo(quantile, within(0.001));
        assertThat((mean - Math.log(interval.low())) / standardError).isCloseTo(quantile, within(0.001));
    }

    @Test
    void valueIsTheMedian() {
        assertThat(TypicalTrial.estimate(0.95, 8, 1, 2).value()).isCloseTo(2, within(1e-12));
        assertThat(TypicalTrial.estimate(0.95, 1, 100, 4, 1).value()).isCloseTo(2, within(1e-12));
    }

    @Test
    void oneWildTrialOfManyMovesNothing() {
        double[] values = {1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09};
        double[] wild = values.clone();
        wild[8] = 1_000;

        assertThat(estimate(0.95, wild)).isEqualTo(estimate(0.95, values));
    }

    @Test
    void equalTrialsGiveAnIntervalWithoutWidth() {
        for (int n = 2; n < 12; n++) {
            double[] values = new double[n];
            Arrays.fill(values, 3);
            Interval interval = estimate(0.95, values);

            assertThat(interval.low()).isCloseTo(3, within(1e-9));
            assertThat(interval.high()).isCloseTo(3, within(1e-9));
        }
    }

    @Property(seed = "1")
    void intervalOfTheInverseIsTheInverseOfTheInterval(
            @ForAll("trials") double[] values, @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        Interval interval = estimate(level, values);
        Interval inverse =
                estimate(level, Arrays.stream(values).map(value -> 1 / value).toArray());

        assertClose(inverse.low(), 1 / interval.high());
        assertClose(inverse.high(), 1 / interval.low());
        assertClose(inverse.value(), 1 / interval.value());
    }

    @Property(seed = "2")
    void unitsDoNotMatter(
            @ForAll("trials") double[] values,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double level,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double unit) {
        Interval interval = estimate(level, values);
        Interval scaled =
                estimate(level, Arrays.stream(values).map(value -> value * unit).toArray());

        assertClose(scaled.low(), interval.low() * unit);
        assertClose(scaled.high(), interval.high() * unit);
    }

    @Property(seed = "3")
    void orderOfTrialsDoesNotMatter(@ForAll("trials") double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);

        Interval interval = estimate(0.95, values);
        Interval other = estimate(0.95, reversed);

        assertClose(other.low(), interval.low());
        assertClose(other.high(), interval.high());
    }

    /** What is decided at a level is decided at every lower one: Holm's procedure rests on it. */
    @Property(seed = "4")
    void higherLevelIsNeverNarrower(
            @ForAll("trials") double[] values,
            @ForAll @DoubleRange(min = 0.01, max = 9) double one,
            @ForAll @DoubleRange(min = 0.01, max = 9) double other) {
        Interval wide = estimate(1 - Math.pow(10, -Math.max(one, other)), values);
        Interval narrow = estimate(1 - Math.pow(10, -Math.min(one, other)), values);

        assertThat(wide.low()).isLessThanOrEqualTo(narrow.low() * (1 + 1e-12));
        assertThat(wide.high()).isGreaterThanOrEqualTo(narrow.high() * (1 - 1e-12));
    }

    @Property(seed = "5")
    void atOrdinaryLevelsFewTrialsGiveNoLessThanAllOfThem(@ForAll("trials") double[] values) {
        if (values.length > 6) {
            return;
        }
        Interval interval = estimate(0.95, values);

        assertThat(interval.low())
                .isLessThanOrEqualTo(Arrays.stream(values).min().orElseThrow() * (1 + 1e-12));
        assertThat(interval.high())
                .isGreaterThanOrEqualTo(Arrays.stream(values).max().orElseThrow() * (1 - 1e-12));
    }

    @Provide
    Arbitrary<double[]> trials() {
        return Arbitraries.doubles()
                .between(0.01, 100)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    private static Interval estimate(double level, double... values) {
        return (Interval) TypicalTrial.estimate(level, values);
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual / expected).isCloseTo(1, within(1e-9));
    }
}
