package claimbench.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
    private static final Map<String, String> TRIAL = Map.of("trial", "001");

    private final MetricsText text = new MetricsText();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up 1                                | up{trial="001"} 1
            up{} 1                              | up{trial="001"} 1
            up{a="b"} 1                         | up{a="b",trial="001"} 1
            up{a="b",} 1                        | up{a="b",trial="001"} 1
            up { a = "b" , c = "" }  1          | up{a="b",c="",trial="001"} 1
            up{a="say \\"}\\" {,} = \\\\"} 1    | up{a="say \\"}\\" {,} = \\\\",trial="001"} 1
            up{a="two\\nlines"} 1               | up{a="two\\nlines",trial="001"} 1
            up{a="é 🙂 # TYPE"} 1               | up{a="é 🙂 # TYPE",trial="001"} 1
            up 1 1700000000000                  | up{trial="001"} 1 1700000000000
            up{a="b"} -2.5e-3 -7                | up{a="b",trial="001"} -2.5e-3 -7
            a:b_c +Inf                          | a:b_c{trial="001"} +Inf
            a NaN                               | a{trial="001"} NaN
            a .5                                | a{trial="001"} .5
            up{trial="its own"} 1               | up{trial="its own"} 1
            """)
    void everySampleGetsTheLabels(String sample, String labelled) throws Exception {
        add(sample, TRIAL);

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo(labelled + "\n");
    }

    @Test
    void addedLabelsAreEscaped() throws Exception {
        add("up 1", Map.of("run", "a\\b \"c\"\nd"));

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("up{run=\"a\\\\b \\\"c\\\"\\nd\"} 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>404</body></html>",
                "{\"status\":\"ready\"}",
                "hello",
                "hello world",
                "up{a=\"b\" 1",
                "up{a=\"b} 1",
                "up{a=\"b\\\"} 1",
                "up{a=\"b\\",
                "up{a=b} 1",
                "up{a} 1",
                "up{,} 1",
                "up{a=\"b\"c=\"d\"} 1",
                "up{a=\"b\",a=\"c\"} 1",
                "up{1a=\"b\"} 1",
                "9up 1",
                "up",
                "up 1 2 3",
                "up 1 later",
                "up 1d",
                "up 0x10",
                "up{a=\"b\"} 1 # {trace=\"x\"} 1"
            })
    void textWithALineThatPrometheusWouldRefuseIsNotTakenAtAll(String line) throws Exception {
        add("fine 1", TRIAL);

        assertThatThrownBy(() -> add("# HELP fine of another\nfine 2\n" + line + "\n", TRIAL))
                .isInstanceOf(ParseException.class)
                .hasMessage("line 3 is not a meter's");
        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("fine{trial=\"001\"} 1\n");
    }

    @Test
    void longValueIsRead() throws Exception {
        String value = "\\\"x".repeat(100_000);
        add("up{a=\"" + value + "\"} 1", TRIAL);

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("up{a=\"" + value + "\",trial=\"001\"} 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n \r\n", "# EOF\n", "# HELP lonely\n# TYPE lonely gauge\n# a word\n#"})
    void textWithoutSamplesAddsNothing(String nothing) throws Exception {
        add(nothing, TRIAL);

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("");
    }

    @Test
    void familyOfSeveralProcessesStandsTogetherBelowOneComment() throws Exception {
        add("""
                # HELP heap Live "objects" \\ in bytes
                # TYPE heap gauge
                heap{area="old"} 1
                heap{area="new"} 2
                # TYPE seconds histogram
                seconds_bucket{le="1.0"} 3
                seconds_bucket{le="+Inf"} 4
                seconds_count 4
                seconds_sum 2.5
                # EOF
                """, Map.of("instance", "a:1"));
        add("""
                # TYPE seconds histogram
                # HELP seconds Time
                seconds_count 0
                # HELP heap In other words
                # TYPE heap untyped
                heap{area="old"} 5
                alone 6
                """, Map.of("instance", "b:2"));

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("""
                # HELP heap Live "objects" \\ in bytes
                # TYPE heap gauge
                heap{area="old",instance="a:1"} 1
                heap{area="new",instance="a:1"} 2
                heap{area="old",instance="b:2"} 5
                # HELP seconds Time
                # TYPE seconds histogram
                seconds_bucket{le="1.0",instance="a:1"} 3
                seconds_bucket{le="+Inf",instance="a:1"} 4
                seconds_count{instance="a:1"} 4
                seconds_sum{instance="a:1"} 2.5
                seconds_count{instance="b:2"} 0
                alone{instance="b:2"} 6
                """);
    }

    @Test
    void nameThatOnlyLooksLikePartOfAHistogramIsAFamilyOfItsOwn() throws Exception {
        add("""
                # TYPE jvm gauge
                jvm_count 1
                # TYPE time summary
                # TYPE time_max gauge
                time_sum 2
                time_max 3
                time_bucket 4
                # TYPE of_count histogram
                # TYPE of histogram
                of_count 5
                """, Map.of());

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("""
                jvm_count 1
                # TYPE time summary
                time_sum 2
                # TYPE time_max gauge
                time_max 3
                time_bucket 4
                # TYPE of_count histogram
                of_count 5
                """);
    }

    @Test
    void typeThatTheFormatDoesNotKnowIsLeftOut() throws Exception {
        add("# TYPE build info\nbuild 1\n# TYPE 9x gauge\n", Map.of());

        assertThat(text.bytes("")).asString(UTF_8).isEqualTo("build 1\n");
    }

    private void add(String meters, Map<String, String> labels) throws ParseException {
        text.add(new MetricsLabeller(labels).read(meters.getBytes(UTF_8)));
    }
}
