package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500         | CONSTANT | 500 | 500 | false | 500 arrivals a second
            100..500    | RAMP     | 300 | 500 | true  | a ramp from 100 to 500 arrivals a second
            500..100    | RAMP     | 300 | 500 | true  | a ramp from 500 to 100 arrivals a second
            100,200,600 | STEPS    | 300 | 600 | true  | steps of 100, 200, 600 arrivals a second
            300,300     | STEPS    | 300 | 300 | false | steps of 300, 300 arrivals a second
            """)
    void rateIsReadAsItIsWritten(String text, Rate.Shape shape, double mean, int most, boolean changes, String words) {
        Rate rate = Rate.parse(text).orElseThrow();

        assertThat(rate.shape()).isEqualTo(shape);
        assertThat(rate.mean()).isEqualTo(mean);
        assertThat(rate.most()).isEqualTo(most);
        assertThat(rate.changes()).isEqualTo(changes);
        assertThat(rate.inWords()).isEqualTo(words);
        assertThat(rate).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "100001", "1.5", "-3", "1..", "..1", "1..2..3", "1,2..3", "1,", ",", "1, 2", "٣", "1e3"
            })
    void whatIsNoRateIsRefused(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50, true", "51, false"})
    void stepsAreNotEndless(int steps, boolean allowed) {
        assertThat(Rate.parse("7,".repeat(steps - 1) + "7").isPresent()).isEqualTo(allowed);
    }
}
