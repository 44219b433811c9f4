package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that wrk 4.1.0 has really printed. */
class WrkOutputTest {

    @Test
    void textWithoutErrorsHasNone() throws Exception {
        assertThat(WrkOutput.parse(recorded("ok")))
                .isEqualTo(new WrkOutput(131_042, 2_010_000_000, 269_000, 1_590_000, 0, 0, 0, 0, 0));
    }

    @Test
    void answersThatAreNoSuccessAreCountedAndNotAsThroughput() throws Exception {
        WrkOutput output = WrkOutput.parse(recorded("bad"));

        assertThat(output.notSuccessful()).isEqualTo(35_369);
        assertThat(output.successes()).isEqualTo(106_107 - 35_369);
        assertThat(output.errors()).isEqualTo(35_369);
        assertThat(output.latencyNanosP99()).isEqualTo(4_530_000);
    }

    @Test
    void connectionsThatBreakAreErrors() throws Exception {
        WrkOutput output = WrkOutput.parse(recorded("close"));

        assertThat(output.readErrors()).isEqualTo(1_616);
        assertThat(output.errors()).isEqualTo(1_616);
        assertThat(output.successes()).isEqualTo(79_228);
    }

    @Test
    void connectionsThatCannotBeOpenedAreErrors() throws Exception {
        assertThat(WrkOutput.parse(recorded("connect")).connectErrors()).isEqualTo(65);
    }

    @Test
    void latenciesInSecondsAreRead() throws Exception {
        WrkOutput output = WrkOutput.parse(recorded("slow"));

        assertThat(output.latencyNanosP50()).isEqualTo(1_200_000_000);
        assertThat(output.latencyNanosP99()).isEqualTo(1_200_000_000);
        assertThat(output.requests()).isEqualTo(20);
    }

    @Test
    void serverThatNeverAnswersHasNoErrorAndNoAnswer() throws Exception {
        WrkOutput output = WrkOutput.parse(recorded("mute"));

        assertThat(output.requests()).isZero();
        assertThat(output.errors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"270.00us,270000", "1.59ms,1590000", "2.00s,2000000000", "1.50m,90000000000", "1.00h,3600000000000"})
    void everyUnitOfTimeIsKnown(String text, long nanos) throws Exception {
        assertThat(WrkOutput.parse(recorded("ok").replace("1.59ms", text)).latencyNanosP99())
                .isEqualTo(nanos);
    }

    @Test
    void textOfSomethingElseIsRefusedAndShown() throws Exception {
        String text = recorded("refused");

        assertThatThrownBy(() -> WrkOutput.parse(text))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("wrk did not print the number of requests:"
                        + " unable to connect to 127.0.0.1:1 Connection refused");
    }

    @Test
    void textWithoutPercentilesIsRefused() throws Exception {
        String text = recorded("ok").replaceAll("(?m)^ +99%.*$", "");

        assertThatThrownBy(() -> WrkOutput.parse(text))
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("the 99th percentile");
    }

    private static String recorded(String name) throws IOException {
        try (InputStream bytes =
                Objects.requireNonNull(WrkOutputTest.class.getResourceAsStream("wrk-" + name + ".txt"))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
