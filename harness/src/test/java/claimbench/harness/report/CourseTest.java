package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Text;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.TrustCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a run went, and what it measured twice, is said wherever its verdicts are. */
class CourseTest {
    @TempDir
    private Path dir;

    @Test
    void runThatWentAsPlannedNeedsNoWord() throws Exception {
        assertThat(Course.sentences(stored(run(), record -> record))).isEmpty();
    }

    @Test
    void runThatWentOnSaysWhenAndAfterWhichTrial() throws Exception {
        StoredRun run = stored(
                run(),
                record -> record.with(new RunRecord.Resumption(
                        "2026-11-20T01:02:03.004Z", "001-fanout-event-loop", 1, "002-x", List.of("the kernel was 1"))));

        String said = "The run was cut off after trial 001-fanout-event-loop, 1 of 6, and went on at 2026-11-20 01:02"
                + " UTC; 002-x was in flight, and measured anew; the kernel was 1.";
        assertThat(Course.sentences(run)).containsExactly(said);
        assertThat(report(run)).contains(said);
        assertThat(json("trust.json")
                        .get("resumptions")
                        .get(0)
                        .get("trialsEnded")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void runThatStoppedEarlySaysInWhichRoundAndAtWhichLevel() throws Exception {
        StoredRun run = stored(
                run(),
                record -> record.with(new RunRecord.Stopping(true, null))
                        .with(new RunRecord.Stop(3, RunRecord.StopReason.DECIDED, "stopped after round 3: because")));

        assertThat(Course.sentences(run))
                .hasSize(2)
                .anySatisfy(sentence -> assertThat(sentence).startsWith("The run stopped after round 3: because; "))
                .anySatisfy(sentence -> assertThat(sentence).contains("in place of 95 % confidence"));
        assertThat(report(run)).contains("The run stopped after round 3", "--stop-early");
        assertThat(json("trust.json").get("stopped").get("round").asInt()).isEqualTo(3);
    }

    /** Nothing was decided by it: what is missing would have made intervals narrower. */
    @Test
    void trialsThatThereWasNoTimeForAreMissingAndNotSaved() throws Exception {
        var stop =
                new RunRecord.Stop(2, RunRecord.StopReason.TIME_BUDGET, "stopped after round 2: too late for another");
        StoredRun ofProfile = stored(
                run(),
                record -> record.with(new RunRecord.Stopping(false, 2_700_000L, 3))
                        .with(stop));

        assertThat(Course.texts(ofProfile))
                .containsExactly(new Text(
                        "The run stopped after round 2: too late for another; 3 rounds were planned, so 2 of 6 trials"
                                + " were not made, to end within the profile's 45 minutes.",
                        "运行在第 2 轮之后提前结束（再做一轮会超时）；原计划 3 轮，因此 6 次试验中有 2 次没有做，以便在该档位的 45 分钟之内结束。"));
        assertThat(report(ofProfile)).contains("not made, to end within").doesNotContain("trials were saved");

        StoredRun ofBudget = stored(
                run(),
                record -> record.with(new RunRecord.Stopping(false, 90_000L)).with(stop));
        assertThat(Course.texts(ofBudget)).singleElement().satisfies(text -> {
            assertThat(text.en()).endsWith("were not made, to end within the time budget of 90 seconds.");
            assertThat(text.zh()).endsWith("6 次试验中有 2 次没有做，以便在 90 秒的时间预算之内结束。");
        });
    }

    @Test
    void runThatWasCutOffSaysWhatIsMissing() throws Exception {
        MadeUpRun run = run().cutOff();
        run.writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        StoredRun stored = StoredRun.load(dir);

        assertThat(Course.sentences(stored))
                .containsExactly("The run was cut off; missing are 1 of 6 trials, 006-fanout-again-event-loop."
                        + " `claimbench resume` finishes a run that was cut off.");
        assertThat(report(stored)).contains("The run was cut off; missing are 1 of 6 trials");
        assertThat(json("trust.json").get("missing").get(0).asString()).isEqualTo("006-fanout-again-event-loop");
        try (var lock = RunLock.take(dir).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(Course.sentences(stored)).first().asString().startsWith("The run is still going on");
        }
    }

    @Test
    void trialThatWasMeasuredAgainIsNamedAndNoFigureIsOfIt() throws Exception {
        MadeUpRun run = new MadeUpRun()
                .measured(
                        "fanout",
                        "event-loop",
                        trial(1).found(TrustCheck.STEAL, false, "4.8 % of the cores' time"),
                        trial(1.01),
                        trial(0.99))
                .asked("event-loop");
        run.writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
        Path first = dir.resolve(RunFiles.TRIALS).resolve("001-fanout-event-loop");
        Path aside = Files.createDirectory(dir.resolve(RunFiles.DISTURBED)).resolve(first.getFileName());
        Files.move(first, aside);
        StoredRun stored = stored(
                new MadeUpRun()
                        .measured("fanout", "event-loop", trial(2), trial(1.01), trial(0.99))
                        .asked("event-loop"),
                record -> record);

        String said = "One trial was disturbed from beside and measured again at once, whatever the figures said, and"
                + " the second measurement counts: 001-fanout-event-loop (STEAL).";
        assertThat(Course.sentences(stored)).containsExactly(said);
        assertThat(stored.trials()).hasSize(3);
        assertThat(stored.responses(stored.trials().getFirst(), "serial").getMaxValue())
                .isGreaterThan(600_000_000);
        assertThat(report(stored)).contains(said).doesNotContain("4.8 %");
        JsonNode disturbed = json("trust.json").get("disturbed");
        assertThat(disturbed).hasSize(1);
        assertThat(disturbed.get(0).get("trial").asString()).isEqualTo("001-fanout-event-loop");
    }

    @Test
    void whatWasMeasuredTwiceIsInEveryForm() throws Exception {
        StoredRun run = stored(run(), record -> record);

        assertThat(report(run))
                .contains("### The same, measured twice", "fanout on event-loop, measured twice in each round: 0 of ")
                .contains("| median of serial | 1.0")
                .contains("within noise");
        JsonNode aa = json("aa.json");
        assertThat(aa.get("ruling").asString()).isEqualTo("WITHIN_NOISE");
        assertThat(aa.get("falsePositiveRate").asDouble()).isZero();
        assertThat(aa.get("figures").get(0).get("rounds").size()).isEqualTo(3);
        List<String> csv = Files.readAllLines(dir.resolve("report/aa.csv"));
        assertThat(csv.getFirst()).startsWith("experiment,target,quantity,round,first,second,ratio,low,high");
        assertThat(csv).filteredOn(line -> line.contains("median of serial")).hasSize(4);
    }

    private static MadeUpRun run() {
        return new MadeUpRun()
                .measured("fanout", "event-loop", trial(1), trial(1.01), trial(0.99))
                .measured("fanout-again", "event-loop", trial(1.005), trial(0.995), trial(1.002))
                .asked("event-loop");
    }

    private static MadeUpTrial trial(double noise) {
        return new MadeUpTrial()
                .answered("one-call", 101.5)
                .answered("two-serial", 203)
                .answered("serial", 304 * noise)
                .answered("concurrent", 102.5)
                .answered("unequal-serial", 304)
                .answered("unequal-concurrent", 203);
    }

    /** A run as it is stored, with something changed in its record. */
    private StoredRun stored(MadeUpRun run, UnaryOperator<RunRecord> change) throws Exception {
        run.writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
        RunFiles.write(
                dir.resolve(RunFiles.RUN), change.apply(StoredRun.load(dir).run()));
        Checksums.write(dir);
        return StoredRun.load(dir);
    }

    private static String report(StoredRun run) throws Exception {
        Path page = Report.write(run, Judge.judge(run, Catalogue.load()), Catalogue.load());
        return Files.readString(page.resolveSibling("report.en.md"));
    }

    private JsonNode json(String file) throws Exception {
        return JsonMapper.shared().readTree(Files.readString(dir.resolve(file)));
    }
}
