package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    @ParameterizedTest
    @CsvSource({"0,0 s", "59400,59 s", "60000,1 min 0 s", "219600,3 min 40 s", "7260000,2 h 1 min", "-5,0 s"})
    void timesReadAsPeopleSayThem(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"101_349_000,101.3 ms", "999_999,1.000 ms", "20_000,0.020 ms"})
    void latenciesKeepThreeFigures(String nanos, String text) {
        assertThat(Durations.millis(Double.parseDouble(nanos.replace("_", "")))).isEqualTo(text);
    }
}
