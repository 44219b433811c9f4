package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTableTest {

    @Test
    void fitsAHundredColumnsWhateverWasFound() {
        var bad = new MadeUpRun()
                .measured("fanout", "event-loop", new MadeUpTrial().failedBecause("the target " + "never ".repeat(40)));

        for (var run : List.of(MadeUpRun.quick(), bad, new MadeUpRun())) {
            assertThat(VerdictTable.text(judge(run)).lines())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(VerdictTable.COLUMNS));
        }
    }

    @Test
    void claimThatIsNotSupportedSaysWhy() {
        assertThat(VerdictTable.text(judge(MadeUpRun.quick())))
                .contains("Q13  QUALIFIED")
                .containsPattern("most requests in flight at once +at least 1,000 +200 ! +1,000 +1,000 +1,000")
                .contains("Holds on virtual-threads, event-loop and reactive")
                .contains("7 claims: 6 supported, 1 qualified")
                .contains("!  outside of what was expected");
    }

    @Test
    void whatWasNotMeasuredIsADashAndNotABlank() {
        assertThat(VerdictTable.text(judge(new MadeUpRun())))
                .containsPattern("speed-up +- +- +- +-")
                .contains("it was not measured", "7 claims: 7 inconclusive");
    }

    @Test
    void wholeTableReadsLikeThis() {
        var run = new MadeUpRun();
        for (String target : MadeUpRun.TARGETS) {
            MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
            run.measured("fanout", target, trial, trial, trial);
        }
        var verdict = Judge.judge(run, Catalogue.load().claim("Q01").orElseThrow());

        assertThat(VerdictTable.text(List.of(verdict))).isEqualTo("""
                                                                          platform-   virtual-     event-
                     what was measured                  expected            threads    threads       loop   reactive
                ----------------------------------------------------------------------------------------------------

                Q01  SUPPORTED      3 equal calls at once
                     speed-up                           2.7 to 3.3           3.00       3.00       3.00       3.00

                1 claim: 1 supported, by analogy (about Python, measured on Java)
                """);
    }

    private static List<Verdict> judge(Observations run) {
        return Catalogue.load().claims().stream()
                .map(claim -> Judge.judge(run, claim))
                .toList();
    }
}
