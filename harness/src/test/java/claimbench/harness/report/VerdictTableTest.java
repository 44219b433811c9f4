package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.TrustCheck;
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
                .containsPattern("most requests in flight at once +at least 1,000 +\\(200\\) +1,000 +1,000 +800 !")
                .contains("Holds on virtual-threads and event-loop")
                .contains("7 claims: 6 supported, 1 qualified")
                .contains("!  outside of what was expected")
                .contains("() of a target that the claim does not speak of");
    }

    @Test
    void whatWasNotMeasuredIsADashAndNotABlank() {
        var cutOff = new MadeUpRun();
        List.of("fanout", "in-flight", "cpu-turns", "cpu-cores")
                .forEach(experiment -> cutOff.planned(experiment, MadeUpRun.TARGETS));

        assertThat(VerdictTable.text(judge(cutOff)))
                .containsPattern("speed-up +- +- +- +-")
                .contains("it was not measured", "7 claims: 7 inconclusive");
    }

    @Test
    void nobodySaysThatAServerOfTheUserIsWrittenInJava() {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        var theirs = new MadeUpRun().running("mine", "http://127.0.0.1:9000").asked("mine");
        theirs.measured("fanout", "mine", trial, trial);
        var both = new MadeUpRun().running("mine", "http://127.0.0.1:9000").asked("event-loop", "mine");
        both.measured("fanout", "mine", trial, trial).measured("fanout", "event-loop", trial, trial);
        var claim = Catalogue.load().claim("Q01").orElseThrow();

        assertThat(VerdictTable.text(List.of(Judge.judge(theirs, claim))))
                .contains("by analogy (about Python, the language of mine is not known)");
        assertThat(VerdictTable.text(List.of(Judge.judge(both, claim))))
                .contains("by analogy (about Python, measured on Java; the language of mine is not known)");
    }

    @Test
    void reasonsTakeThreeLinesAtMost() {
        var run = new MadeUpRun();
        for (String target : MadeUpRun.TARGETS) {
            for (double parallel : new double[] {42, 45, 48}) {
                run.measured(
                        "cpu-cores",
                        target,
                        new MadeUpTrial()
                                .answered("serial", 80)
                                .answered("parallel", parallel)
                                .found(TrustCheck.UPSTREAM_LATENESS, false, "p99 " + "never ".repeat(40))
                                .on());
                run.measured(
                        "fanout",
                        target,
                        new MadeUpTrial().answered("serial", 300).answered("concurrent", 2.5 * parallel));
            }
        }

        for (String id : List.of("Q01", "Q11")) {
            var verdict = Judge.judge(run, Catalogue.load().claim(id).orElseThrow());
            assertThat(verdict.ruling()).isEqualTo(Verdict.Ruling.INCONCLUSIVE);
            assertThat(VerdictTable.text(List.of(verdict))
                            .lines()
                            .dropWhile(line -> !line.contains("speed-up"))
                            .skip(1)
                            .takeWhile(line -> !line.isBlank()))
                    .hasSizeLessThanOrEqualTo(3);
        }
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

    @Test
    void figuresStayInTheirColumnsHoweverLongALabelIs() {
        var claims = Catalogue.load().claims().stream()
                .filter(claim -> !claim.shownByProgram() && !claim.cases().isEmpty())
                .toList();
        var run = MadeUpRun.quick();

        for (var claim : claims) {
            Verdict verdict = Judge.judge(run, claim);
            List<String> lines = VerdictTable.text(List.of(verdict)).lines().toList();
            int dashes = lines.get(2).length();
            lines.stream()
                    .filter(line -> line.matches(" {5}\\S.*(  -| {2}[0-9.,]+( [!?])?)"))
                    .forEach(line -> assertThat(line.length()).as(line).isBetween(dashes - 2, dashes));
        }
        assertThat(claims.stream()
                        .flatMap(claim -> VerdictTable.text(List.of(Judge.judge(run, claim)))
                                .lines())
                        .filter(line -> line.matches(" {7}\\S.*")))
                .as("labels that go on below")
                .isNotEmpty();
    }

    private static List<Verdict> judge(Observations run) {
        return Catalogue.load().claims().stream()
                .filter(claim -> MadeUpRun.CLAIMS.contains(claim.id()))
                .map(claim -> Judge.judge(run, claim))
                .toList();
    }
}
