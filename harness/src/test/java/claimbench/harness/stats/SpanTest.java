package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void noTrialHasNoSpan() {
        assertThatThrownBy(Span::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Span.of(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneBadTrialIsNotAveragedAway() {
        assertThat(Span.of(0, 7, 0)).isEqualTo(new Span(0, 0, 7, 3));
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Span.of(4, 1, 2, 3).value()).isEqualTo(2.5);
    }

    @Test
    void valuesAreLeftInTheirOrder() {
        double[] values = {3, 1, 2};
        Span.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }
}
