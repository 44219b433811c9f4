package claimbench.harness.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p99=200ms                        | p99=200ms,errors=1%,achieved=95%
            errors=0%                        | p99=1s,errors=0%,achieved=95%
            achieved=99.5%,p99.9=2s          | p99.9=2s,errors=1%,achieved=99.5%
            p50=1500ms,errors=5%,achieved=80%| p50=1500ms,errors=5%,achieved=80%
            """)
    void objectiveIsReadAsItIsWritten(String text, String whole) {
        assertThat(Objective.parse(text).orElseThrow()).hasToString(whole);
        assertThat(Objective.parse(whole)).isEqualTo(Objective.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p99",
                "p99=",
                "p99=1",
                "p100=1s",
                "p0=1s",
                "p99=0s",
                "p99=-1s",
                "errors=51%",
                "errors=1",
                "achieved=49%",
                "achieved=101%",
                "p99=1s,",
                "p99=1s,p50=1s",
                "errors=1%,errors=2%",
                "P99=1s",
                "p99=1s errors=1%"
            })
    void whatIsNoObjectiveIsRefused(String text) {
        assertThat(Objective.parse(text)).isEmpty();
    }

    @Test
    void defaultIsNoLessThanWhatItSays() {
        assertThat(Objective.parse(Objective.DEFAULT.toString())).hasValue(Objective.DEFAULT);
    }

    @Test
    void everythingThatIsMissedIsNamed() {
        var slow = new Histogram(3);
        slow.recordValueWithCount(3_000_000_000L, 98);

        assertThat(Objective.DEFAULT.missed(new Pace(98, 2, 0.5, slow)))
                .hasValueSatisfying(missed -> assertThat(missed)
                        .contains("2.0 % of requests failed, at most 1.0 % may")
                        .contains("answers came at 65.3 % of the rate of arrivals, at least 95.0 % must")
                        .contains("p99 3001 ms, at most 1000 ms"));
    }

    @Test
    void serverThatKeepsUpMissesNothing() {
        var fast = new Histogram(3);
        fast.recordValueWithCount(100_000_000, 1_000);

        assertThat(Objective.DEFAULT.missed(new Pace(1_000, 5, 0.01, fast))).isEmpty();
        // Times that shrink, as they do while a server warms up, are no more than all answers.
        assertThat(new Pace(1_000, 0, -0.5, fast).achievedPercent()).isEqualTo(100);
    }

    @Test
    void serverThatAnswersNothingKeepsUpWithNothing() {
        assertThat(Objective.DEFAULT.missed(new Pace(0, 0, 0, new Histogram(3))))
                .isPresent();
    }
}
