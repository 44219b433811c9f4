package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed is readable, and goes on to what it would have been, wherever that happens. */
@DisabledOnOs(OS.WINDOWS)
class CutOffTest {
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** About as many files as a whole run has. */
    private static final int FILES = 40;

    @TempDir
    private Path folder;

    private List<ProcessHandle> started = List.of();

    @AfterEach
    void endWhatATestHasLeft() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void runThatIsKilledTwiceGoesOnWithTheSamePlanAndEveryTrialOnce(long seed) throws Exception {
        Path dir = folder.resolve("run");
        var random = new Random(seed);

        kill(start("run", dir), dir, 3 + random.nextInt(FILES / 2));
        Map<String, String> first = readable(dir);
        kill(start("resume", dir), dir, files(dir) + 1 + random.nextInt(FILES / 3));
        Map<String, String> second = readable(dir);
        if (!Files.exists(dir.resolve(RunFiles.CHECKSUMS))) {
            DummyCutOffHarness.resume(dir);
        }

        StoredRun whole = StoredRun.load(dir); // its checksums are right
        List<PlannedTrial> plan = DummyCutOffHarness.plan().trials();
        assertThat(whole.run().plan()).isEqualTo(plan);
        assertThat(whole.run().seed()).isEqualTo(7);
        assertThat(whole.trials())
                .extracting(Trial::id)
                .containsExactlyElementsOf(plan.stream().map(PlannedTrial::id).toList());
        assertThat(whole.trials())
                .allSatisfy(trial ->
                        assertThat(trial.completed()).as(trial.message()).isTrue());
        assertThat(whole.missing()).isEmpty();
        assertThat(whole.missingPrograms()).isEmpty();
        assertThat(whole.programRuns()).hasSize(2);
        assertThat(whole.run().resumptions()).hasSizeBetween(1, 2);
        List<String> recorded = Files.readAllLines(dir.resolve(RunFiles.METRICS));
        RecordedMetricsTest.assertOpenMetrics(recorded);
        assertThat(plan)
                .allSatisfy(
                        trial -> assertThat(recorded).anyMatch(line -> line.contains("trial=\"" + trial.id() + "\"")));
        assertThat(dir).isDirectoryNotContaining("glob:**/metrics.parts");
        // What had ended was not touched again.
        Map<String, String> last = records(dir);
        assertThat(second).containsAllEntriesOf(first);
        assertThat(last).containsAllEntriesOf(second);
        try (var walk = Files.walk(dir)) {
            assertThat(walk).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void runThatIsGoingOnIsLockedAndFreeOnceItIsKilled() throws Exception {
        Path dir = folder.resolve("run");
        Process harness = new ProcessBuilder(DummyPrograms.java(DummyHarness.class, dir.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("harness.log").toFile())
                .start();
        await().atMost(BOUND).until(() -> Files.exists(dir.resolve(RunFiles.RUN)));
        started = List.of(harness.toHandle());

        assertThat(RunLock.take(dir)).isEmpty();
        assertThat(RunLock.holder(dir)).contains(Long.toString(harness.pid()));

        harness.destroyForcibly().waitFor();

        assertThat(RunLock.holder(dir)).isEmpty();
        try (var lock = RunLock.take(dir).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(RunLock.take(dir)).isEmpty();
            assertThat(RunLock.holder(dir))
                    .contains(Long.toString(ProcessHandle.current().pid()));
        }
        try (var again = RunLock.take(dir).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void runIntoAFolderThatAnotherMeasuresIntoIsRefused() throws Exception {
        Path dir = Files.createDirectories(folder.resolve("run"));
        try (var lock = RunLock.take(dir).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DummyCutOffHarness.main(new String[] {"run", dir.toString()}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process measures into");
        }
    }

    /** Kills it once there are so many files; one that was quicker has ended well. */
    private static void kill(Process harness, Path dir, int files) throws Exception {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !harness.isAlive() || (Files.exists(dir.resolve(RunFiles.RUN)) && files(dir) >= files));
        List<ProcessHandle> children = harness.descendants().toList();
        harness.destroyForcibly().waitFor();
        await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process start(String command, Path dir) throws Exception {
        return new ProcessBuilder(DummyPrograms.java(DummyCutOffHarness.class, command, dir.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command + ".log").toFile())
                .start();
    }

    /** What is missing is known, and everything else can be read. */
    private static Map<String, String> readable(Path dir) throws Exception {
        StoredRun stored = StoredRun.load(dir);
        assertThat(stored.run().plan()).isEqualTo(DummyCutOffHarness.plan().trials());
        assertThat(stored.trials().size() + stored.missing().size())
                .isEqualTo(stored.run().plan().size());
        assertThat(stored.programRuns().size() + stored.missingPrograms().size())
                .isEqualTo(2);
        return records(dir);
    }

    /** The records of all that has ended, by file. */
    private static Map<String, String> records(Path dir) throws IOException {
        var records = new LinkedHashMap<String, String>();
        try (var walk = Files.walk(dir)) {
            Path semantics = dir.resolve(RunFiles.SEMANTICS);
            for (Path file : walk.filter(file -> file.endsWith(RunFiles.TRIAL)
                            || (file.startsWith(semantics) && file.toString().endsWith(".json")))
                    .toList()) {
                records.put(dir.relativize(file).toString(), Files.readString(file));
            }
        }
        return records;
    }

    private static int files(Path dir) {
        if (!Files.isDirectory(dir)) {
            return 0;
        }
        try (var walk = Files.walk(dir)) {
            return (int) walk.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // a file that had been listed has got its name meanwhile
        }
    }
}
