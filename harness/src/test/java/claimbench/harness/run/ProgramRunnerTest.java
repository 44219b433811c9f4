package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramRunnerTest {
    private static final List<ProgramSubject> BOTH = List.of(ProgramSubject.values());

    @TempDir
    private Path dir;

    private final List<ProgramRun> told = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crash   | ended with exit code 3: kaboom",
                "garbage | is damaged",
                "half    | key 'programs' is missing",
                "silent  | no such file",
            })
    void processThatFailsIsStoredAsFailedAndTheOthersAreRun(String mode, String message) throws Exception {
        run(ProgramRunner.BOUND, mode, "good");

        assertThat(told).hasSize(4);
        assertThat(told).filteredOn(run -> !run.completed()).hasSize(2).allSatisfy(run -> {
            assertThat(run.subject()).isEqualTo("event-loop");
            assertThat(run.message()).contains(message);
            assertThat(run.programs()).isEmpty();
        });
        assertThat(names()).contains("event-loop-1.json", "event-loop-2.json", "asyncio-2.json");
    }

    @Test
    void processThatHangsIsEnded() throws Exception {
        run(Duration.ofMillis(1_500), "hang", "hang");

        assertThat(told).hasSize(4).allSatisfy(run -> assertThat(run.message()).contains("did not end within 1 s"));
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void programThatIsNotInstalledIsSaid() throws Exception {
        new ProgramRunner(
                        (subject, folder) -> {
                            throw new TrialFailure("not installed: there is no jar");
                        },
                        new ProgramPlan(List.of("S01"), List.of(ProgramSubject.EVENT_LOOP)),
                        ProgramRunner.BOUND)
                .run(dir, listener());

        assertThat(told)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.message()).isEqualTo("not installed: there is no jar"));
    }

    @Test
    void tracesOfEachProcessAreStoredWholeWithItsLog() throws Exception {
        run(ProgramRunner.BOUND, "good", "good");

        assertThat(told)
                .extracting(ProgramRun::id)
                .containsExactly("event-loop-1", "asyncio-1", "event-loop-2", "asyncio-2");
        assertThat(told.getFirst())
                .isEqualTo(ProgramRun.completed(
                        "event-loop",
                        1,
                        "dummy 1.0",
                        List.of(new ProgramRun.Program(
                                "S02", List.of(new ProgramRun.Scene("only", List.of("0 begins"), null, 7))))));
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "event-loop-1.json",
                        "event-loop-1.log",
                        "event-loop-2.json",
                        "event-loop-2.log",
                        "asyncio-1.json",
                        "asyncio-1.log",
                        "asyncio-2.json",
                        "asyncio-2.log");
    }

    @Test
    void withoutProgramsNothingIsWritten() throws Exception {
        ProgramRunner.none().run(dir, listener());

        assertThat(dir).isEmptyDirectory();
    }

    private void run(Duration bound, String eventLoop, String asyncio) throws Exception {
        ProgramCommands commands = (subject, folder) ->
                DummyPrograms.java(DummyTraces.class, subject == ProgramSubject.EVENT_LOOP ? eventLoop : asyncio);
        new ProgramRunner(commands, new ProgramPlan(List.of("S01", "S02"), BOTH), bound).run(dir, listener());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(dir.resolve("semantics"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {}

            @Override
            public void programsEnded(ProgramRun run) {
                told.add(run);
            }

            @Override
            public void noted(String note) {}

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {}
        };
    }
}
