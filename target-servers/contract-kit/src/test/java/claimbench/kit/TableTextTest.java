package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.Check.Failure;
import claimbench.kit.Check.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TableText table = new TableText(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void failureShowsWhatWasSentAndExpectedAndCame() {
        table.facet(List.of(
                ok("all is well", 1),
                new Check(
                        "retry",
                        "refusal is not tried again",
                        Outcome.FAILED,
                        2,
                        List.of(new Failure("behaviour = REFUSE", "1 call but was: 5", "GET /retry", "HTTP/1.1 502")),
                        "")));

        assertThat(lines())
                .containsExactly(
                        "",
                        "retry",
                        "  all is well" + " ".repeat(75) + "ok",
                        "  refusal is not tried again (2 cases)" + " ".repeat(50) + "FAILED in 1 of 2",
                        "      case      behaviour = REFUSE",
                        "      sent      GET /retry",
                        "      expected  1 call but was: 5",
                        "      came      HTTP/1.1 502");
    }

    @Test
    void fewOfManyFailuresAreShown() {
        table.facet(List.of(new Check(
                "retry",
                "a check",
                Outcome.FAILED,
                9,
                Collections.nCopies(9, new Failure("", "something else", "", "nothing")),
                "")));

        assertThat(lines()).filteredOn(line -> line.contains("something else")).hasSize(3);
        assertThat(lines()).last().asString().contains("6 more failed");
    }

    @Test
    void reasonIsSaidOnce() {
        table.facet(List.of(notRun("first"), notRun("second")));

        assertThat(lines()).filteredOn(line -> line.contains("no database")).hasSize(1);
        assertThat(lines()).last().asString().endsWith("not run");
    }

    @Test
    void summaryCountsChecksAndCases() {
        table.summary(List.of(ok("a", 3), ok("b", 1), notRun("c")));

        assertThat(lines())
                .endsWith(
                        "3 checks, 5 cases: 2 ok, 0 failed, 1 not run", "nothing is known of 1 of these: no database");
    }

    private static Check ok(String check, int cases) {
        return new Check("retry", check, Outcome.OK, cases, List.of(), "");
    }

    private static Check notRun(String check) {
        return new Check("retry", check, Outcome.IMPEDED, 1, List.of(), "no database");
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
