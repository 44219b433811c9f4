package claimbench.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a process said before, what it says now is read as if it were the first time. */
class MetricsLabellerTest {
    private static final Map<String, String> TRIAL = Map.of("trial", "001");
    private static final String BEFORE = """
            # HELP up Seconds
            # TYPE up gauge
            up{process="a"} 1
            up{process="b"} 2.5

            # TYPE time histogram
            time_bucket{le="1.0"} 3
            time_bucket{le="+Inf"} 4
            time_sum 2.5
            time_count 4
            alone 5
            # EOF
            """;

    private final MetricsLabeller labeller = new MetricsLabeller(TRIAL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alone 5",
                "alone 6\n",
                "alone  6\n",
                "alone 6 1700000000000\n",
                "alone 6\r\n",
                "  alone 6\n",
                "alone 1.25E-7\nalone 1E9\nalone 1.5E9\n",
                "alone NaN\nother -1\nother +Inf\n",
                "alonely 5\nalone{} 5\nalone{a=\"b\"} 5\n",
                "up{process=\"b\"} 2\nup{process=\"a\"} 1\nup{process=\"c\"} 3\n",
                "up{process=\"a\",trial=\"its own\"} 1\n",
                "# HELP up Seconds\n# TYPE up gauge\nup{process=\"a\"} 1\nup{process=\"new\"} 7\nup{process=\"b\"} 2\n\n",
                "# HELP up Seconds of being up\nup{process=\"a\"} 1\n",
                "# EOF\n# EOF\nalone 5",
                "\n\n",
                ""
            })
    void whatWasSaidBeforeDoesNotMatter(String now) throws Exception {
        for (String text : new String[] {BEFORE, now, now, BEFORE, now}) {
            String types = "# TYPE time histogram\n" + text; // it may be said of a family once and for all

            assertThat(read(labeller, types)).isEqualTo(read(new MetricsLabeller(TRIAL), types));
        }
    }

    @Test
    void everyLineMayComeAndGo() throws Exception {
        String[] lines = BEFORE.split("(?<=\n)");
        String types = "# TYPE time histogram\n";
        read(labeller, BEFORE);
        for (int left = 0; left < lines.length; left++) {
            String[] others = lines.clone();
            others[left] = "";
            String now = types + String.join("", others);

            assertThat(read(labeller, now)).isEqualTo(read(new MetricsLabeller(TRIAL), now));
            assertThat(read(labeller, BEFORE)).isEqualTo(read(new MetricsLabeller(TRIAL), BEFORE));
        }
    }

    @Test
    void onlyTheValuesAreOfNow() throws Exception {
        read(labeller, BEFORE);

        assertThat(read(labeller, BEFORE.replace("2.5", "17.25").replace(" 4", " 44")))
                .isEqualTo("""
                # HELP up Seconds
                # TYPE up gauge
                up{process="a",trial="001"} 1
                up{process="b",trial="001"} 17.25
                # TYPE time histogram
                time_bucket{le="1.0",trial="001"} 3
                time_bucket{le="+Inf",trial="001"} 44
                time_sum{trial="001"} 17.25
                time_count{trial="001"} 44
                alone{trial="001"} 5
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alone", "alone ", "alone 1d", "alone 1E", "alone 1-2", "alone .", "alone 1 2 3", "alone 5 x"})
    void lineThatWasFineIsRefusedWhereItIsNoLonger(String line) throws Exception {
        read(labeller, BEFORE);
        String now = BEFORE.replace("alone 5", line);

        assertThatThrownBy(() -> read(labeller, now))
                .isInstanceOf(ParseException.class)
                .hasMessage("line 11 is not a meter's");
        assertThat(read(labeller, BEFORE)).endsWith("alone{trial=\"001\"} 5\n");
    }

    @Test
    void textThatIsCutOffAnywhereIsReadAsFarAsItGoesOrRefused() throws Exception {
        byte[] whole = BEFORE.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            String now = new String(Arrays.copyOf(whole, length), UTF_8);
            read(labeller, BEFORE);

            assertThat(readOrRefused(labeller, now)).isEqualTo(readOrRefused(new MetricsLabeller(TRIAL), now));
        }
    }

    private static String readOrRefused(MetricsLabeller labeller, String text) {
        try {
            return read(labeller, text);
        } catch (ParseException e) {
            return e.toString();
        }
    }

    private static String read(MetricsLabeller labeller, String text) throws ParseException {
        var read = new MetricsText();
        read.add(labeller.read(text.getBytes(UTF_8)));
        return new String(read.bytes(""), UTF_8);
    }
}
