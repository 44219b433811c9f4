package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "2.9852; 2.99",
                "3; 3.00",
                "0.98371; 0.984",
                "0.99996; 1.00",
                "99.97; 100",
                "0.0500; 0.0500",
                "12.345; 12.3",
                "199.6; 200",
                "12345.6; 12,346"
            })
    void measuredFigureHasThreeDigits(double value, String text) {
        assertThat(Figures.measured(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; 0", "2.7; 2.7", "1.35; 1.35", "1000; 1,000", "1102.5; 1,102.5"})
    void figureThatWasSetKeepsItsDigits(double value, String text) {
        assertThat(Figures.exact(value)).isEqualTo(text);
    }

    @Test
    void countHasNoDecimals() {
        assertThat(Figures.measured(Quantity.FAILURES, 7)).isEqualTo("7");
        assertThat(Figures.measured(Quantity.SPEEDUP, 7)).isEqualTo("7.00");
    }

    @Test
    void rangeIsPutInWords() {
        assertThat(Figures.expected(2.7, 3.3).en()).isEqualTo("2.7 to 3.3");
        assertThat(Figures.expected(1_000.0, null).en()).isEqualTo("at least 1,000");
        assertThat(Figures.expected(null, 1.5).en()).isEqualTo("at most 1.5");
        assertThat(Figures.expected(0.0, 0.0).en()).isEqualTo("exactly 0");
    }
}
