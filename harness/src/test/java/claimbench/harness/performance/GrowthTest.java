package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void steadyGrowthIsItsSlope() {
        assertThat(Growth.aMinute(List.of(100.0, 103.0, 106.0, 109.0), 0.5)).isEqualTo(6);
    }

    @Test
    void whatScattersDoesNotGrow() {
        assertThat(Growth.aMinute(List.of(50.0, 53.0, 49.0, 51.0, 50.0, 52.0, 50.0, 51.0), 1))
                .isEqualTo(0, within(0.2));
    }

    @Test
    void oneOddSampleMovesNothing() {
        assertThat(Growth.aMinute(List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 9_000.0), 1))
                .isZero();
    }

    @Test
    void whatShrinksIsBelowNothing() {
        assertThat(Growth.aMinute(List.of(30.0, 20.0, 10.0), 1)).isEqualTo(-10);
    }

    @Test
    void oneSampleHasNoSlope() {
        assertThatThrownBy(() -> Growth.aMinute(List.of(1.0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 1");
    }

    @Test
    void samplesInWhichAServerSettlesAreLeftOut() {
        assertThat(SoakStep.settled(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(SoakStep.settled(List.of(1, 2, 3, 4, 5))).containsExactly(2, 3, 4, 5);
    }
}
