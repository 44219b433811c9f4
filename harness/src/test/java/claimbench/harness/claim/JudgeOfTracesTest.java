package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.ProgramRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts on what programs did. */
class JudgeOfTracesTest {
    private static final Catalogue CATALOGUE = Catalogue.of(List.of(Catalogue.read("D9.yaml", """
            document: {id: D9, title: t, file: f}
            claims:
              - id: S98
                title: {en: t, zh: t}
                restatement: {en: t, zh: t}
                citations: [{document: D9, section: s}]
                cases:
                  - label: it begins
                    trace: {scene: only, lines: [0 begins, 1000 ends], reason: r}
              - id: S99
                title: {en: t, zh: t}
                restatement: {en: t, zh: t}
                citations: [{document: D9, section: s}]
                cases:
                  - label: it begins
                    trace: {scene: only, lines: [0 begins, 1000 ends], reason: r}
                  - label: it ends at once
                    trace: {scene: only, lines: [0 begins, 0 ends], reason: r}
            """)));

    // What makes a verdict impossible.

    @Test
    void programThatWasNotRunShowsNothing() {
        Verdict verdict = judge("S98", new MadeUpRun());

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("Its program was not run.");
    }

    @Test
    void crashIsInconclusiveHoweverGoodTheTrace() {
        var run = new MadeUpRun();
        for (int number = 1; number <= 2; number++) {
            run.ran(ran(
                    number, new ProgramRun.Scene("only", List.of("0 begins", "1000 ends"), "IOError: no disk", 1000)));
        }

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("crashed in 2 of 2 runs", "IOError: no disk", "event-loop");
    }

    @Test
    void runsThatDifferAreInconclusiveAndTheFirstLineIsNamed() {
        var run = new MadeUpRun()
                .ran(MadeUpRun.program("event-loop", 1, "S98", "only", "0 begins", "1000 ends"))
                .ran(MadeUpRun.program("event-loop", 2, "S98", "only", "0 begins", "1001 ends"));

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("its runs differ: line 2 is '1001 ends', in another run '1000 ends'");
    }

    @Test
    void oneRunIsNotEnough() {
        var run = new MadeUpRun().ran(MadeUpRun.program("event-loop", 1, "S98", "only", "0 begins", "1000 ends"));

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("it was run once only");
    }

    @Test
    void runThatIsMissingIsMissed() {
        var run = held("event-loop").programsPlanned("asyncio", 2);

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("asyncio: 2 of 2 runs of the programs are missing", "holds on event-loop");
    }

    @Test
    void processThatFailedIsNotLeftOut() {
        var run = held("event-loop").ran(ProgramRun.failed("event-loop", 3, "it ended with exit code 1"));

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("1 of 3 runs of the programs failed (event-loop-3: it ended with exit code 1)");
    }

    @Test
    void programThatWasLeftOutIsInconclusive() {
        var run = new MadeUpRun();
        for (int number = 1; number <= 2; number++) {
            run.ran(MadeUpRun.program("event-loop", number, "S01", "call", "0 begins"));
        }

        assertThat(judge("S98", run).reason()).contains("the program was left out of 2 of 2 runs");
    }

    // What a verdict says.

    @Test
    void sameLinesOnBothSupportItDirectly() {
        Verdict verdict = judge("S98", both());

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.basis()).isEqualTo(Basis.DIRECT);
        assertThat(verdict.reason())
                .isEqualTo("Holds on event-loop and asyncio: every line of the trace is as expected.");
        assertThat(verdict.conditions()).isEmpty();
        assertThat(verdict.traces())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.runs()).isEqualTo(2));
    }

    @Test
    void withoutPythonItHoldsByAnalogyAndSaysSo() {
        Verdict verdict = judge("S98", held("event-loop"));

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.basis()).isEqualTo(Basis.ANALOGY);
        assertThat(verdict.conditions()).containsExactly("on event-loop only: Python itself was not run");
    }

    @Test
    void pythonThatFailedIsNoDirectEvidence() {
        Verdict verdict = judge("S98", held("event-loop").ran(ProgramRun.failed("asyncio", 1, "no python")));

        assertThat(verdict.basis()).isEqualTo(Basis.ANALOGY);
    }

    @Test
    void caseThatHoldsAndCaseThatDoesNotQualifyIt() {
        Verdict verdict = judge("S99", both());

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .isEqualTo(
                        "Holds for 'it begins' on event-loop and asyncio; does not hold for 'it ends at once' on event-loop"
                                + " and asyncio: line 2 is '1000 ends', expected '0 ends'.");
        assertThat(verdict.conditions()).anyMatch(condition -> condition.contains("expected '0 ends'"));
    }

    @Test
    void subjectsThatDifferQualifyIt() {
        var run = held("event-loop");
        for (int number = 1; number <= 2; number++) {
            run.ran(MadeUpRun.program("asyncio", number, "S98", "only", "0 begins"));
        }

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .isEqualTo("Holds on event-loop; does not hold on asyncio: line 2 is missing, expected '1000 ends'.");
    }

    @Test
    void otherLinesEverywhereContradictIt() {
        var run = new MadeUpRun();
        for (int number = 1; number <= 2; number++) {
            run.ran(MadeUpRun.program("event-loop", number, "S98", "only", "0 begins", "1000 ends", "2000 goes on"));
        }

        Verdict verdict = judge("S98", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.CONTRADICTED);
        assertThat(verdict.reason()).contains("line 3 is '2000 goes on', expected no more lines");
        assertThat(verdict.because().zh()).contains("第 3 行是“2000 goes on”，预期没有更多行");
    }

    private static ProgramRun ran(int number, ProgramRun.Scene scene) {
        return ProgramRun.completed(
                "event-loop", number, "made-up", List.of(new ProgramRun.Program("S98", List.of(scene))));
    }

    private static MadeUpRun both() {
        var run = held("event-loop");
        for (int number = 1; number <= 2; number++) {
            run.ran(program("asyncio", number));
        }
        return run;
    }

    /** Two runs of both programs that begin at 0 and end at 1000. */
    private static MadeUpRun held(String subject) {
        return new MadeUpRun().ran(program(subject, 1)).ran(program(subject, 2));
    }

    private static ProgramRun program(String subject, int number) {
        var scene = new ProgramRun.Scene("only", List.of("0 begins", "1000 ends"), null, 1000);
        return ProgramRun.completed(
                subject,
                number,
                "made-up",
                List.of(new ProgramRun.Program("S98", List.of(scene)), new ProgramRun.Program("S99", List.of(scene))));
    }

    private static Verdict judge(String claim, MadeUpRun run) {
        return Judge.judge(run, CATALOGUE.claim(claim).orElseThrow());
    }
}
