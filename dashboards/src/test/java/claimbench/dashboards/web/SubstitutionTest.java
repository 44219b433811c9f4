package claimbench.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query becomes, and that nothing a browser sends can add to it. */
final class SubstitutionTest {
    private static final CommittedDashboard.Source NO_SOURCE = new CommittedDashboard.Source.Listed(List.of());
    private static final Map<String, CommittedDashboard.Variable> VARIABLES = Map.of(
            "target",
            new CommittedDashboard.Variable(".+", List.of(), NO_SOURCE),
            "run",
            new CommittedDashboard.Variable(null, List.of(), NO_SOURCE),
            "quantile",
            new CommittedDashboard.Variable(null, List.of("0.5"), NO_SOURCE));

    private static String apply(String expression, Map<String, List<String>> chosen) throws Refusal {
        return new Substitution(Window.of(1_000_000, 1_060_000, 1_000), VARIABLES, Chosen.of(chosen)).apply(expression);
    }

    private static void assertRefused(String expression, Map<String, List<String>> chosen, int status, String words) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> apply(expression, chosen))
                .withMessageContaining(words)
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    @Test
    void intervalsFollowThePeriodAndItsStep() throws Refusal {
        assertThat(apply(
                        "rate(a[$__rate_interval]) + rate(a[${__interval}]) + increase(a[$__range]) / $__range_s",
                        Map.of()))
                .isEqualTo("rate(a[4000ms]) + rate(a[1000ms]) + increase(a[60s]) / 60");
    }

    @Test
    void rateIntervalGrowsWithTheStep() throws Refusal {
        Window wide = Window.of(0, 3_600_000, 30_000);
        assertThat(new Substitution(wide, VARIABLES, Chosen.of(Map.of())).apply("[$__rate_interval]"))
                .isEqualTo("[31000ms]");
    }

    @Test
    void nothingChosenIsAllOfThem() throws Refusal {
        assertThat(apply("a{target=~\"$target\"}", Map.of())).isEqualTo("a{target=~\".+\"}");
        assertThat(apply("a{target=~\"$target\"}", Map.of("target", List.of("$__all"))))
                .isEqualTo("a{target=~\".+\"}");
    }

    @Test
    void severalValuesAreAlternativesAndTheirCharactersMeanThemselves() throws Refusal {
        assertThat(apply("a{target=~\"$target\",b!~\"${target:regex}\"}", Map.of("target", List.of("a.b", "c|d"))))
                .isEqualTo("a{target=~\"a\\\\.b|c\\\\|d\",b!~\"a\\\\.b|c\\\\|d\"}");
    }

    @Test
    void whereAStringMustBeEqualAValueStandsWordForWord() throws Refusal {
        assertThat(apply("a{run=\"$run\"}", Map.of("run", List.of("20261120T101500Z-quick (2)"))))
                .isEqualTo("a{run=\"20261120T101500Z-quick (2)\"}");
        assertRefused("a{target=\"$target\"}", Map.of("target", List.of("a", "b")), 400, "exactly one value");
        assertRefused("a{run=\"$run\"}", Map.of(), 400, "exactly one value");
    }

    @Test
    void variableThatMustBeChosenHasItsFirstChoiceUntilThen() throws Refusal {
        assertThat(apply("histogram_quantile($quantile, a)", Map.of())).isEqualTo("histogram_quantile(0.5, a)");
        assertThat(apply("histogram_quantile($quantile, a)", Map.of("quantile", List.of("0.99"))))
                .isEqualTo("histogram_quantile(0.99, a)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5, up) or (up", "a b", "a{", "a)"})
    void outsideOfStringsNoValueAddsToTheQuery(String value) {
        assertRefused("histogram_quantile($quantile, a)", Map.of("quantile", List.of(value)), 400, "quantile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"} or up{a=\"", "a'b", "a`b", "a\\", "a\nb", ""})
    void valueThatCouldEndAStringIsNotTaken(String value) {
        assertRefused("a{run=\"$run\"}", Map.of("run", List.of(value)), 400, "no quotes");
    }

    @Test
    void longOrManyValuesAreNotTaken() {
        assertRefused("a", Map.of("run", List.of("a".repeat(201))), 400, "1 to 200 characters");
        assertRefused("a", Map.of("run", Collections.nCopies(101, "a")), 400, "more than 100 values");
    }

    @Test
    void groupsOfLabelReplaceAreNoVariables() throws Refusal {
        assertThat(apply("label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")", Map.of()))
                .isEqualTo("label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")");
    }

    @Test
    void quotesWithinAStringDoNotEndIt() throws Refusal {
        assertThat(apply("a{b=~\"x\\\"$target\",c=~`$target`}", Map.of("target", List.of("a.b"))))
                .isEqualTo("a{b=~\"x\\\"a\\\\.b\",c=~`a\\.b`}");
    }

    @Test
    void queryWithAVariableThatTheDashboardLacksIsAFaultOfTheDashboard() {
        assertRefused("a{b=\"$nothing\"}", Map.of(), 502, "$nothing");
    }
}
