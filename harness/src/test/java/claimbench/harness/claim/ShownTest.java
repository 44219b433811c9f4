package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.report.Report;
import claimbench.harness.report.VerdictsFile;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that are measured and shown beside a claim, and not judged. */
class ShownTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Claim WAITING = CATALOGUE.claim("Q18").orElseThrow();

    /** What a made-up target has at its most, and how many requests are then in flight. */
    private static final long RESIDENT_BYTES = 90_000_000;

    private static final int IN_FLIGHT = 1_000;

    @TempDir
    private Path dir;

    @Test
    void memoryAndContextSwitchesHaveAnIntervalOnEachTarget() {
        Verdict verdict = Judge.judge(run(trial -> trial.metered(RESIDENT_BYTES - 2_048L * IN_FLIGHT, 3)), WAITING);

        assertThat(verdict.shown())
                .hasSize(2 * MadeUpRun.TARGETS.size())
                .extracting(ShownRow::target)
                .containsAll(MadeUpRun.TARGETS);
        assertThat(verdict.shown()).allSatisfy(row -> {
            double expected = row.shown().quantity() == Quantity.MEMORY_PER_REQUEST ? 2 : 3;
            assertThat(row.value()).isCloseTo(expected, within(1e-9));
            assertThat(row.low()).isCloseTo(expected, within(1e-9));
            assertThat(row.high()).isCloseTo(expected, within(1e-9));
            assertThat(row.trials()).isEqualTo(3);
            assertThat(row.missing()).isNull();
        });
    }

    /** However good or bad, and whether or not they were recorded: the memory could have shrunk, or each request taken 80 MB. */
    @ParameterizedTest
    @CsvSource({"10000000, 0", "10000000, 1000000", "8000000000, 2"})
    void theyChangeNothingOfAVerdict(long rest, int perAnswer) {
        for (int inFlight : List.of(IN_FLIGHT, 20)) {
            Verdict without = Judge.judge(run(trial -> trial.inFlightAtMost(inFlight)), WAITING);
            Verdict with =
                    Judge.judge(run(trial -> trial.inFlightAtMost(inFlight).metered(rest, perAnswer)), WAITING);

            assertThat(without.ruling()).isEqualTo(inFlight == 20 ? Ruling.CONTRADICTED : Ruling.SUPPORTED);
            assertThat(with).usingRecursiveComparison().ignoringFields("shown").isEqualTo(without);
            assertThat(with.shown()).isNotEqualTo(without.shown());
        }
    }

    @Test
    void whatWasNotRecordedIsSaidAndIsNoDoubt() {
        Verdict verdict = Judge.judge(run(UnaryOperator.identity()), WAITING);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.open()).isEmpty();
        assertThat(verdict.shown()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.value()).isNull();
            assertThat(row.trials()).isZero();
            assertThat(row.missing()).isNotNull();
        });
    }

    @Test
    void oneTrialWithoutARecordLeavesNoFigure() {
        var run = run(trial -> trial.metered(10_000_000, 1));
        run.measured("in-flight", "reactive", waiting());

        assertThat(Judge.judge(run, WAITING).shown()).allSatisfy(row -> {
            if (row.target().equals("reactive")) {
                assertThat(row.value()).isNull();
            } else {
                assertThat(row.value()).isNotNull();
            }
        });
    }

    @Test
    void gapsBetweenTokensAreSetAgainstTheGapAskedFor() throws UnmeasurableException {
        Claim streaming = CATALOGUE.claim("Q07").orElseThrow();
        Shown gaps = streaming.cases().stream()
                .flatMap(one -> one.shown().stream())
                .findFirst()
                .orElseThrow();
        var run = new MadeUpRun()
                .measured(
                        "stream",
                        "event-loop",
                        new MadeUpTrial()
                                .asks("stream", Map.of("tokens", "20", "gap-ms", "20"), 10)
                                .gaps("stream", 20, 25));

        assertThat(gaps.quantity().of(run, run.trials().getFirst(), gaps.asked()))
                .isCloseTo(1.25, within(0.01));
    }

    @Test
    void reportAndVerdictsCarryThemWithTheirIntervals() throws IOException {
        run(trial -> trial.metered(RESIDENT_BYTES - 2_048L * IN_FLIGHT, 3))
                .writeTo(dir, List.of("Q18"), MadeUpRun.TARGETS);
        VerdictsFile.Entry entry = written();

        assertThat(entry.evidence())
                .extracting(Evidence::quantity)
                .as("judged")
                .containsOnly(Quantity.THREADS_PER_REQUEST.wireName());
        assertThat(entry.shown()).hasSize(8).allSatisfy(shown -> {
            assertThat(shown.value()).isNotNull();
            assertThat(shown.low()).isNotNull();
            assertThat(shown.high()).isNotNull();
        });
        assertThat(Files.readString(dir.resolve("report/report.en.md")))
                .contains(
                        "What was measured beside Q18 and is not judged.", "KiB of memory for each request in flight");
        assertThat(Files.readString(dir.resolve("report/report.zh-CN.md"))).contains("与 Q18 一并测量、不作判定的指标。");
    }

    @Test
    void runOfAnEarlierVersionWithoutARecordIsLoadedAndJudged() throws IOException {
        run(UnaryOperator.identity()).writeTo(dir, List.of("Q18"), MadeUpRun.TARGETS);
        VerdictsFile.Entry entry = written();

        assertThat(entry.verdict()).isEqualTo("SUPPORTED");
        assertThat(entry.shown()).isNotEmpty().allSatisfy(shown -> {
            assertThat(shown.value()).isNull();
            assertThat(shown.missing()).isNotNull();
        });
        assertThat(Files.readString(dir.resolve("report/report.en.md")))
                .contains("no figure (the trial has no reading of the target's memory before the load)");
    }

    @Test
    void onlyWhatIsMeasuredCanBeShown() {
        Text label = Text.same("a case");
        Shown shown = WAITING.cases().getFirst().shown().getFirst();

        assertThatThrownBy(() -> new Case(
                        label,
                        null,
                        List.of(),
                        List.of(),
                        List.of(shown),
                        new ExpectedTrace("scene", List.of("0 begins"), Text.same("r"))))
                .hasMessageContaining("no use for the key 'shown'");
        assertThatThrownBy(() -> new Case(label, null, List.of(), List.of(), List.of(shown), null))
                .hasMessageContaining("needs either measures or a trace");
    }

    private VerdictsFile.Entry written() throws IOException {
        StoredRun stored = StoredRun.load(dir);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);
        return RunFiles.read(dir.resolve(Report.VERDICTS), VerdictsFile.class)
                .verdicts()
                .getFirst();
    }

    private static MadeUpRun run(UnaryOperator<MadeUpTrial> with) {
        var run = new MadeUpRun();
        for (String target : MadeUpRun.TARGETS) {
            for (int i = 0; i < 3; i++) {
                run.measured("in-flight", target, with.apply(waiting()));
            }
        }
        return run;
    }

    private static MadeUpTrial waiting() {
        return new MadeUpTrial().answered("wait", 505, 4_000).inFlightAtMost(IN_FLIGHT);
    }
}
