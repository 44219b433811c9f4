package claimbench.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowTest {
    @Test
    void stepIsNoShorterThanAScrapeAndPointsAreBounded() throws Refusal {
        assertThat(Window.of(0, 60_000, 10).stepMillis()).isEqualTo(1_000);
        Window year = Window.of(0, 365L * 86_400_000, 1_000);
        assertThat((year.toMillis() - year.fromMillis()) / year.stepMillis()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void curveStartsOnAMultipleOfItsStep() throws Refusal {
        assertThat(Window.of(12_345, 60_000, 5_000).alignedFromMillis()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({"5,5", "6,5", "-1,5", "0,9223372036854775807"})
    void periodThatIsNoneIsRefused(long from, long to) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Window.of(from, to, 1_000))
                .withMessageContaining("'from' must lie before 'to'");
    }
}
