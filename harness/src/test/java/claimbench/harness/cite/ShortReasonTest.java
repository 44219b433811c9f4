package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortReasonTest {
    private static final String REST = "; the rest is at #Q05 of its report";

    @Test
    void reasonThatIsShortStaysAsItIs() {
        assertThat(ShortReason.en("as expected; on all targets", "#Q05")).isEqualTo("as expected; on all targets");
        assertThat(ShortReason.zh("与预期一致；所有目标", "#Q05")).isEqualTo("与预期一致；所有目标");
    }

    @Test
    void dozenClausesEndWithTheLastWholeOneAndWhereTheRestIs() {
        String reason = ShortReason.en(clauses("it holds on target %d (from 2; to 30 calls)", "; "), "#Q05");

        assertThat(reason)
                .startsWith("it holds on target 1 (from 2; to 30 calls); it holds")
                .endsWith(" calls)" + REST);
        assertThat(reason.length()).isBetween(250, 300 + REST.length());
        assertThat(ShortReason.zh(clauses("在目标 %d 上成立（2 至 30 次；三次试验）", "；"), "#Q05"))
                .endsWith("三次试验）；其余见报告的 #Q05")
                .hasSizeLessThan(170);
    }

    @Test
    void oneLongClauseEndsWithAWholePartOfIt() {
        assertThat(ShortReason.en(clauses("target %d (1 to 2, of 3)", ", "), "#Q05"))
                .endsWith(" of 3)…" + REST);
        assertThat(ShortReason.en("x".repeat(900), "#Q05")).isEqualTo("x".repeat(300) + "…" + REST);
    }

    private static String clauses(String clause, String separator) {
        return IntStream.rangeClosed(1, 20).mapToObj(clause::formatted).collect(Collectors.joining(separator));
    }
}
