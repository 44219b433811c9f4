package claimbench.harness.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.figure.Axes.Tick;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxesTest {
    @Test
    void stepsAreRound() {
        assertThat(labels(Axes.steps(0, 3.6))).containsExactly("0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5");
        assertThat(labels(Axes.steps(-2, 2))).containsExactly("-2", "-1.5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2");
        assertThat(labels(Axes.steps(0, 1_134))).containsExactly("0", "200", "400", "600", "800", "1,000");
        assertThat(labels(Axes.steps(0, 0.35))).contains("0.05", "0.1", "0.15", "0.3");
    }

    @Test
    void powersAreRound() {
        assertThat(labels(Axes.powers(0.8, 60))).containsExactly("1", "2", "5", "10", "20", "50");
        assertThat(labels(Axes.powers(0.05, 0.4))).containsExactly("0.05", "0.1", "0.2");
        assertThat(labels(Axes.powers(0.5, 100_000))).containsExactly("1", "10", "100", "1,000", "10,000", "100,000");
    }

    @Test
    void smallFiguresHaveTwoDigits() {
        assertThat(ScalingFigure.small(0)).isEqualTo("0");
        assertThat(ScalingFigure.small(0.0123)).isEqualTo("0.012");
        assertThat(ScalingFigure.small(-0.5)).isEqualTo("−0.5");
        assertThat(ScalingFigure.small(0.00004)).isEqualTo("4.0×10^−5");
        assertThat(ScalingFigure.small(-2.6e-12)).isEqualTo("−2.6×10^−12");
    }

    @Property
    void stepsAreInOrderWithinTheAxisAndNeitherNoneNorMany(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double length) {
        List<Double> at = Axes.steps(low, low + length).stream().map(Tick::at).toList();

        assertThat(at).hasSizeBetween(3, 11).isSorted().doesNotHaveDuplicates();
        double rounding = 1e-6 * (Math.abs(low) + length);
        assertThat(at).allMatch(one -> low - rounding <= one && one <= low + length + rounding);
    }

    private static List<String> labels(List<Tick> ticks) {
        return ticks.stream().map(Tick::label).toList();
    }
}
