package claimbench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored run comes back as it was, or its damage is named. */
class StoredRunTest {
    private static final String ID = "001-in-flight-event-loop-r1";

    @TempDir
    private Path dir;

    private Path trial = Path.of("");

    @BeforeEach
    void storeARun() throws IOException {
        trial = Files.createDirectories(dir.resolve(RunFiles.TRIALS).resolve(ID));
        RunFiles.write(
                dir.resolve(RunFiles.RUN),
                new RunRecord(
                        RunRecord.SCHEMA,
                        "id",
                        "2026-11-20T00:00:00Z",
                        "quick",
                        7,
                        List.of("Q13"),
                        List.of("event-loop"),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        List.of("-Xmx1m"),
                        List.of("-Xmx2m"),
                        List.of("-Xmx3m"),
                        false,
                        Map.of(),
                        null,
                        null,
                        List.of()));
        RunFiles.write(
                dir.resolve(RunFiles.ENVIRONMENT),
                new EnvironmentRecord(
                        EnvironmentRecord.SCHEMA, "os", "k", "a", "c", List.of(0, 1), 1, 1, "jdk", -1, true, 0.5, 1));
        RunFiles.write(trial.resolve(RunFiles.TRIAL), trial(ID, Trial.Outcome.COMPLETED));
        try (var file = new FileOutputStream(trial.resolve(RunFiles.RESPONSES).toFile())) {
            var log = new HistogramLogWriter(file);
            log.outputLogFormatVersion();
            log.outputLegend();
            for (long nanos : new long[] {1_000, 3_000}) {
                var histogram = new Histogram(3);
                histogram.setTag("wait");
                histogram.recordValue(nanos);
                log.outputIntervalHistogram(histogram);
            }
        }
    }

    @Test
    void runComesBackAsItWasStored() throws IOException {
        Checksums.write(dir);
        StoredRun run = StoredRun.load(dir);

        assertThat(run.run().seed()).isEqualTo(7);
        assertThat(run.environment().cores()).containsExactly(0, 1);
        assertThat(run.trials()).containsExactly(trial(ID, Trial.Outcome.COMPLETED));
        Histogram responses = run.responses(run.trials().getFirst(), "wait");
        assertThat(responses.getTotalCount()).isEqualTo(2);
        assertThat(responses.getMinNonZeroValue()).isEqualTo(1_000);
        assertThat(run.responses(run.trials().getFirst(), "other").getTotalCount())
                .isZero();
        assertThat(run.about(run.trials().getFirst())).isEmpty();
    }

    @Test
    void runThatWasCutOffHasTheTrialsThatEnded() throws IOException {
        Files.createDirectories(dir.resolve(RunFiles.TRIALS).resolve("002-in-flight-event-loop-r2"));

        assertThat(StoredRun.load(dir).trials()).hasSize(1);
    }

    @Test
    void runThatWasCutOffSaysWhatIsMissing() throws IOException {
        storePlan(3, 2);
        Files.createDirectories(dir.resolve(RunFiles.TRIALS).resolve("002-in-flight-event-loop-r2"));
        storePrograms(1);

        StoredRun run = StoredRun.load(dir);

        assertThat(run.finished()).isFalse();
        assertThat(run.missing())
                .extracting(PlannedTrial::id)
                .containsExactly("002-in-flight-event-loop-r2", "003-in-flight-event-loop-r3");
        assertThat(run.inFlight()).contains("002-in-flight-event-loop-r2");
        assertThat(run.missingPrograms()).containsExactly("event-loop-2");
        assertThat(run.wholeRounds()).isEqualTo(1);
    }

    @Test
    void nothingIsMissingOfARunThatStopped() throws IOException {
        RunRecord plan = storePlan(3, 0);
        RunFiles.write(
                dir.resolve(RunFiles.RUN),
                plan.with(new RunRecord.Stop(1, RunRecord.StopReason.TIME_BUDGET, "in words")));

        StoredRun run = StoredRun.load(dir);

        assertThat(run.missing()).isEmpty();
        assertThat(run.run().due()).hasSize(1);
        assertThat(run.wholeRounds()).isEqualTo(1);
        assertThat(run.run().rounds()).isEqualTo(3);
    }

    @Test
    void resumptionsAndRulesForStoppingComeBackAsTheyWereStored() throws IOException {
        var resumption = new RunRecord.Resumption(
                "2026-11-20T01:00:00Z", ID, 1, "002-in-flight-event-loop-r2", List.of("a note"));
        RunRecord record =
                storePlan(3, 0).with(new RunRecord.Stopping(true, 60_000L, 3)).with(resumption);
        RunFiles.write(dir.resolve(RunFiles.RUN), record);

        RunRecord read = StoredRun.load(dir).run();

        assertThat(read).isEqualTo(record);
        assertThat(read.resumptions()).containsExactly(resumption);
    }

    @Test
    void runOfAnEarlierVersionHasNoRulesForStopping() throws IOException {
        Path file = dir.resolve(RunFiles.RUN);
        String without = Files.readString(file).replaceAll("(?s),\\s*\"stopping\".*", "}");
        assertThat(without).doesNotContain("stopping", "resumptions");
        Files.writeString(file, without);

        assertThat(StoredRun.load(dir).run().stopping()).isEqualTo(RunRecord.Stopping.NEVER);
        assertThat(StoredRun.load(dir).run().resumptions()).isEmpty();
    }

    private RunRecord storePlan(int rounds, int programRuns) throws IOException {
        Condition condition = trial(ID, Trial.Outcome.COMPLETED).condition();
        var plan = new ArrayList<PlannedTrial>();
        for (int round = 1; round <= rounds; round++) {
            plan.add(new PlannedTrial("00" + round + "-in-flight-event-loop-r" + round, round, condition));
        }
        RunRecord record = new RunRecord(
                RunRecord.SCHEMA,
                "id",
                "2026-11-20T00:00:00Z",
                "quick",
                7,
                List.of("Q13"),
                List.of("event-loop"),
                Map.of(),
                plan,
                programRuns == 0 ? Map.of() : Map.of("event-loop", programRuns),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                null,
                null,
                List.of());
        RunFiles.write(dir.resolve(RunFiles.RUN), record);
        return record;
    }

    @Test
    void failedTrialNeedsNoResponses() throws IOException {
        RunFiles.write(trial.resolve(RunFiles.TRIAL), trial(ID, Trial.Outcome.FAILED));
        Files.delete(trial.resolve(RunFiles.RESPONSES));

        assertThat(StoredRun.load(dir).trials().getFirst().completed()).isFalse();
    }

    @Test
    void runsOfProgramsComeBackAsTheyWereStored() throws IOException {
        ProgramRun first = storePrograms(1);
        ProgramRun second = storePrograms(2);
        Checksums.write(dir);

        assertThat(StoredRun.load(dir).programRuns()).containsExactly(first, second);
    }

    @Test
    void runOfProgramsAloneHasNoTrials() throws IOException {
        storePrograms(1);
        try (var files = Files.walk(dir.resolve(RunFiles.TRIALS))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Checksums.write(dir);

        assertThat(StoredRun.load(dir).trials()).isEmpty();
        assertThat(dir.resolve(RunFiles.CHECKSUMS)).content().contains("semantics/event-loop-1.json");
    }

    @Test
    void damagedTracesAreNamed() throws IOException {
        storePrograms(1);
        Path file = dir.resolve(RunFiles.SEMANTICS).resolve("event-loop-1.json");
        Files.writeString(file, Files.readString(file).replace("\"trace\"", "\"track\""));

        assertDamage(dir, "event-loop-1.json", "is damaged");
    }

    @Test
    void changedTracesAreNamed() throws IOException {
        storePrograms(1);
        Checksums.write(dir);
        Path file = dir.resolve(RunFiles.SEMANTICS).resolve("event-loop-1.json");
        Files.writeString(file, Files.readString(file).replace("0 begins", "1 begins"));

        assertDamage(dir, "event-loop-1.json", "has changed since the run");
    }

    @Test
    void tracesUnderAnotherNameAreNamed() throws IOException {
        storePrograms(1);
        Path folder = dir.resolve(RunFiles.SEMANTICS);
        Files.move(folder.resolve("event-loop-1.json"), folder.resolve("asyncio-1.json"));

        assertDamage(dir, "asyncio-1.json", "is of another run of programs: event-loop-1");
    }

    @Test
    void runOfAnEarlierVersionHasNoPrograms() throws IOException {
        Path file = dir.resolve(RunFiles.RUN);
        Files.writeString(file, Files.readString(file).replaceAll("  \"programRuns\".*\\R", ""));

        assertThat(StoredRun.load(dir).run().programRuns()).isEmpty();
        assertThat(StoredRun.load(dir).programRuns()).isEmpty();
    }

    private ProgramRun storePrograms(int number) throws IOException {
        var scene = new ProgramRun.Scene("only", List.of("0 begins"), null, 0);
        ProgramRun run = ProgramRun.completed(
                "event-loop", number, "Java 25", List.of(new ProgramRun.Program("S01", List.of(scene))));
        Path folder = Files.createDirectories(dir.resolve(RunFiles.SEMANTICS));
        RunFiles.write(folder.resolve(run.id() + ".json"), run);
        return run;
    }

    @Test
    void missingFolderIsNamed() {
        assertDamage(dir.resolve("nowhere"), "nowhere", "there is no such folder");
    }

    @Test
    void foreignFolderIsNamed() throws IOException {
        Files.delete(dir.resolve(RunFiles.RUN));

        assertDamage(dir, dir.toString(), "it has no run.json");
    }

    @Test
    void damagedRecordIsNamed() throws IOException {
        Files.writeString(trial.resolve(RunFiles.TRIAL), "{\"schema\":1,");

        assertDamage(dir, ID + "/trial.json", "is damaged");
    }

    @Test
    void whatIsWrongIsSaidWithoutOurClasses() throws IOException {
        Path record = trial.resolve(RunFiles.TRIAL);
        String whole = Files.readString(record);

        Files.writeString(record, whole.substring(0, 40));
        assertDamage(dir, "trial.json", "is damaged: it ends in the middle, at byte 40");
        Files.writeString(record, "");
        assertDamage(dir, "trial.json", "is damaged: it is empty");
        Files.writeString(record, whole.replaceFirst("\"schema\"", "schema"));
        assertDamage(dir, "trial.json", "is damaged: it is no JSON in line 2, column ");
        Files.writeString(record, "[1]");
        assertDamage(dir, "trial.json", "is damaged: it is no trial file");
        Files.writeString(record, whole.replaceFirst("\"schema\" : 1", "\"schema\" : \"one\""));
        assertDamage(dir, "trial.json", "is damaged: it is no trial file: the value of 'schema' is none of this kind");
        Files.writeString(record, whole);
        Files.writeString(dir.resolve(RunFiles.ENVIRONMENT), "{\"a\":1}");
        assertDamage(dir, "environment.json", "has no schema, and this version of claimbench reads schema 1");
    }

    @Test
    void spansThatAreNoneAreNamed() throws IOException {
        Path file = trial.resolve(RunFiles.SPANS);
        for (String text : List.of("[]", "{\"schema\":1}", "{\"schema\":1,\"requests\":[{}]}")) {
            Files.writeString(file, text);
            StoredRun run = StoredRun.load(dir);
            assertThatThrownBy(() -> run.spans(run.trials().getFirst()))
                    .isInstanceOf(StoredRunException.class)
                    .hasMessageContaining("spans.json: is damaged: it is no spans file")
                    .message()
                    .doesNotContain("claimbench.harness", "StreamReadFeature", "Cannot ", "null");
        }
    }

    @Test
    void otherSchemaIsNamed() throws IOException {
        String text = Files.readString(dir.resolve(RunFiles.RUN)).replace("\"schema\" : 1", "\"schema\" : 2");
        Files.writeString(dir.resolve(RunFiles.RUN), text);

        assertDamage(dir, "run.json", "has schema 2, and this version of claimbench reads schema 1");
    }

    @Test
    void damagedHistogramIsNamed() throws IOException {
        Path file = trial.resolve(RunFiles.RESPONSES);
        Files.writeString(file, Files.readString(file).replaceAll("HIST\\S{6}", "HISTAAAAAA"));

        assertDamage(dir, RunFiles.RESPONSES, "is damaged");
    }

    @Test
    void histogramThatWasCutOffIsNamedWithWhatIsWrong() throws IOException {
        Path file = trial.resolve(RunFiles.RESPONSES);
        Files.writeString(file, "");

        assertDamage(dir, RunFiles.RESPONSES, "is damaged: it is empty");
        Files.writeString(file, "Tag=fanout,");
        assertDamage(dir, RunFiles.RESPONSES, "is damaged: ");
        assertThatThrownBy(() -> StoredRun.load(dir)).message().doesNotContain("NoSuchElementException");
    }

    @Test
    void fileInPlaceOfADirectoryIsSaidToBeOne() {
        assertDamage(dir.resolve(RunFiles.RUN), RunFiles.RUN, "is no run directory: it is a file");
    }

    @Test
    void missingHistogramIsNamed() throws IOException {
        Files.delete(trial.resolve(RunFiles.RESPONSES));

        assertDamage(dir, RunFiles.RESPONSES, "no such file or folder");
    }

    @Test
    void changedFileIsNamed() throws IOException {
        Checksums.write(dir);
        Files.writeString(trial.resolve(RunFiles.RESPONSES), "# better figures\n");

        assertDamage(dir, RunFiles.RESPONSES, "has changed since the run");
    }

    @Test
    void fileThatIsGoneIsNamed() throws IOException {
        Checksums.write(dir);
        Files.delete(trial.resolve(RunFiles.RESPONSES));

        assertDamage(dir, RunFiles.RESPONSES, "is missing");
    }

    @Test
    void trialOfAnotherFolderIsNamed() throws IOException {
        RunFiles.write(trial.resolve(RunFiles.TRIAL), trial("002-other-r1", Trial.Outcome.COMPLETED));

        assertDamage(dir, ID + "/trial.json", "is of another trial: 002-other-r1");
    }

    @Test
    void checksumsDoNotReachOutsideTheRun() throws IOException {
        Files.writeString(dir.resolve(RunFiles.CHECKSUMS), "0".repeat(64) + "  ../secret\n");

        assertDamage(dir, RunFiles.CHECKSUMS, "names a file outside the run");
    }

    @Test
    void findingsOfEarlierVersionsKnewTwoStates() throws IOException {
        Path file = dir.resolve("finding.json");
        Files.writeString(file, "{\"check\":\"ERRORS\",\"passed\":false,\"detail\":\"1 failed\"}");

        assertThat(RunFiles.read(file, Trial.Finding.class))
                .isEqualTo(new Trial.Finding(TrustCheck.ERRORS, Trial.Finding.State.FAILED, "1 failed"));
    }

    @Test
    void trialsOfEarlierVersionsCountedNoTasksInTheBackground() throws IOException {
        Path file = dir.resolve("trial-of-before.json");
        RunFiles.write(file, trial("001-x-r1", Trial.Outcome.COMPLETED));
        String stored = Files.readString(file);
        assertThat(stored).contains("\"backgroundTasks\"");
        Files.writeString(file, stored.replaceFirst("\"backgroundTasks\" : null,\\s*", ""));

        Trial read = RunFiles.read(file, Trial.class);

        assertThat(Files.readString(file)).doesNotContain("backgroundTasks");
        assertThat(read.backgroundTasks()).isNull();
    }

    private static void assertDamage(Path dir, String file, String what) {
        assertThatThrownBy(() -> StoredRun.load(dir))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(what);
    }

    private static Trial trial(String id, Trial.Outcome outcome) {
        return new Trial(
                Trial.SCHEMA,
                id,
                new Condition(
                        "in-flight",
                        "event-loop",
                        "wait",
                        Map.of("ms", "100"),
                        Workload.closed(1, 0, 100),
                        new CpuSets(List.of(0), List.of(1), List.of(1))),
                1,
                "2026-11-20T00:00:00Z",
                outcome,
                null,
                new Trial.Window(1, 2),
                Map.of("wait", new Trial.RequestCount(2, 0)),
                new Trial.GeneratorReading(1, 2, 0.5, 1, 1, null),
                new Trial.ProcessReading(0.5, 1L, 1, 1),
                null,
                null,
                new Trial.ObserverReading(0.002, 1, 1),
                List.of(new Trial.Finding(TrustCheck.ERRORS, true, "0 failed")));
    }
}
