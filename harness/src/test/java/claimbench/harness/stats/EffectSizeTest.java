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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectSizeTest {

    @Test
    void oneValueHasNoSpread() {
        assertThatThrownBy(() -> EffectSize.hedgesG(new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** L. V. Hedges (1981), table 1: the factor that takes the bias away, by degrees of freedom. */
    @ParameterizedTest
    @CsvSource({"2, 0.5642", "4, 0.7979", "10, 0.9228", "20, 0.9619", "50, 0.9849"})
    void biasIsTakenAwayAsInThePublishedTable(int freedom, double factor) {
        int n = freedom / 2 + 1;
        double[] ones = new double[n];
        double[] others = new double[n];
        for (int i = 0; i < n; i++) {
            ones[i] = 5 + i;
            others[i] = i;
        }
        double pooled = Math.sqrt(n * (n + 1) / 12.0);

        assertThat(EffectSize.hedgesG(ones, others)).isCloseTo(factor * 5 / pooled, within(1e-4 * 5 / pooled));
    }

    @Test
    void groupsThatDoNotOverlapHaveADeltaOfOne() {
        assertThat(EffectSize.cliffsDelta(new double[] {5, 6, 7}, new double[] {1, 2, 3}))
                .isEqualTo(1);
        assertThat(EffectSize.cliffsDelta(new double[] {5, 6, 7}, new double[] {8, 9}))
                .isEqualTo(-1);
        assertThat(EffectSize.cliffsDelta(new double[] {1, 2}, new double[] {1, 2}))
                .isZero();
    }

    /** Three of four pairs are larger and one is smaller. */
    @Test
    void deltaCountsPairs() {
        assertThat(EffectSize.cliffsDelta(new double[] {2, 4}, new double[] {1, 3}))
                .isEqualTo(0.5);
    }

    @Property(seed = "1")
    void exchangingTheGroupsTurnsTheSign(@ForAll("values") double[] ones, @ForAll("values") double[] others) {
        assertThat(EffectSize.cliffsDelta(ones, others)).isEqualTo(-EffectSize.cliffsDelta(others, ones) + 0.0);
        assertThat(EffectSize.hedgesG(ones, others)).isCloseTo(-EffectSize.hedgesG(others, ones), within(1e-9));
        assertThat(EffectSize.cliffsDelta(ones, others)).isBetween(-1.0, 1.0);
    }

    @Provide
    Arbitrary<double[]> values() {
        return Arbitraries.integers()
                .between(0, 1_000)
                .map(i -> i + i % 7 / 10.0)
                .array(double[].class)
                .ofMinSize(3)
                .ofMaxSize(15)
                .filter(values -> Arrays.stream(values).distinct().count() > 1);
    }
}
