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

class TwoGroupsTest {

    @Test
    void emptyGroupIsRefused() {
        assertThatThrownBy(() -> TwoGroups.ratio(0.95, new double[] {1}, new double[] {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zeroIsRefused() {
        assertThatThrownBy(() -> TwoGroups.ratio(0.95, new double[] {1, 0}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
    }

    @Test
    void oneTrialAgainstManyHasNoInterval() {
        assertThat(TwoGroups.ratio(0.95, new double[] {4}, new double[] {1, 2, 4}))
                .isEqualTo(new SinglePoint(2));
    }

    /**
     * The tables of Mann and Whitney: the largest u of which a test at 5 %, two-sided, may say that groups of these
     * sizes differ. H. B. Mann, D. R. Whitney (1947), and every textbook since.
     */
    @ParameterizedTest
    @CsvSource({
        "4, 4, 0",
        "5, 5, 2",
        "6, 6, 5",
        "7, 7, 8",
        "8, 8, 13",
        "10, 10, 23",
        "20, 20, 127",
        "5, 10, 8",
        "3, 10, 3"
    })
    void distributionIsThatOfTheTables(int m, int n, int critical) {
        double[] atMost = TwoGroups.distributionOfU(m, n);

        assertThat(2 * atMost[critical]).isLessThanOrEqualTo(0.05);
        assertThat(2 * atMost[critical + 1]).isGreaterThan(0.05);
        assertThat(atMost[m * n]).isCloseTo(1, within(1e-12));
    }

    /**
     * M. Hollander, D. A. Wolfe, Nonparametric Statistical Methods, 2nd edition, 1999, example 4.1 (permeability of the
     * human placenta at term and at 12 to 26 weeks): the estimate of the shift is 0.305. Shifts are ratios here, so the
     * figures enter as exponentials.
     */
    @Test
    void estimateOfAPublishedExample() {
        double[] term = exponentials(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46);
        double[] early = exponentials(1.15, 0.88, 0.90, 0.74, 1.21);

        var interval = (Interval) TwoGroups.ratio(0.95, term, early);

        assertThat(Math.log(interval.value())).isCloseTo(0.305, within(1e-9));
        assertThat(Math.log(interval.low())).isNegative();
        assertThat(interval.n()).isEqualTo(15);
    }

    @Property(seed = "1")
    void exchangingTheGroupsGivesTheInverse(
            @ForAll("trials") double[] ones,
            @ForAll("trials") double[] others,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        var ratio = (Interval) TwoGroups.ratio(level, ones, others);
        var inverse = (Interval) TwoGroups.ratio(level, others, ones);

        assertClose(inverse.value(), 1 / ratio.value());
        assertClose(inverse.low(), 1 / ratio.high());
        assertClose(inverse.high(), 1 / ratio.low());
    }

    @Property(seed = "2")
    void aFactorOnOneGroupIsAFactorOnTheRatio(
            @ForAll("trials") double[] ones,
            @ForAll("trials") double[] others,
            @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
        var ratio = (Interval) TwoGroups.ratio(0.95, ones, others);
        var scaled = (Interval) TwoGroups.ratio(
                0.95, Arrays.stream(ones).map(one -> one * factor).toArray(), others);

        assertClose(scaled.low(), ratio.low() * factor);
        assertClose(scaled.high(), ratio.high() * factor);
    }

    @Property(seed = "3")
    void higherLevelIsNeverNarrower(
            @ForAll("trials") double[] ones,
            @ForAll("trials") double[] others,
            @ForAll @DoubleRange(min = 0.01, max = 9) double one,
            @ForAll @DoubleRange(min = 0.01, max = 9) double other) {
        var wide = (Interval) TwoGroups.ratio(1 - Math.pow(10, -Math.max(one, other)), ones, others);
        var narrow = (Interval) TwoGroups.ratio(1 - Math.pow(10, -Math.min(one, other)), ones, others);

        assertThat(wide.low()).isLessThanOrEqualTo(narrow.low() * (1 + 1e-12));
        assertThat(wide.high()).isGreaterThanOrEqualTo(narrow.high() * (1 - 1e-12));
    }

    @Provide
    Arbitrary<double[]> trials() {
        return Arbitraries.doubles()
                .between(0.01, 100)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(12);
    }

    private static double[] exponentials(double... values) {
        return Arrays.stream(values).map(Math::exp).toArray();
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual / expected).isCloseTo(1, within(1e-9));
    }
}
