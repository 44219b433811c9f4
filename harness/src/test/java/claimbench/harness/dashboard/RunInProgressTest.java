package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunInProgressTest {
    @TempDir
    private Path runs;

    private Path shown(String name) throws IOException {
        Path dir = Files.createDirectories(runs.resolve(name));
        Files.writeString(dir.resolve("prometheus-targets.json"), "[{\"targets\":[\"127.0.0.1:4321\"]}]");
        return dir;
    }

    @Test
    void withoutRunsThereIsNone() throws IOException {
        assertThat(RunInProgress.latest(runs)).isEmpty();
        assertThat(RunInProgress.latest(runs.resolve("none"))).isEmpty();
    }

    @Test
    void runThatWasKilledIsNotInProgressAlthoughItsFileSaysSo() throws IOException {
        Path dir = shown("a");
        RunLock.take(dir).orElseThrow().close();
        assertThat(RunInProgress.latest(runs)).isEmpty();
        assertThat(RunInProgress.is(dir)).isFalse();
    }

    @Test
    void runThatCannotBeAskedYetIsNotTaken() throws IOException {
        Path dir = Files.createDirectories(runs.resolve("a"));
        try (RunLock lock = RunLock.take(dir).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(RunInProgress.latest(runs)).isEmpty();
            Files.writeString(dir.resolve("prometheus-targets.json"), "[ ]");
            assertThat(RunInProgress.latest(runs)).isEmpty();
        }
    }

    @Test
    void ofSeveralItIsTheOneThatBeganLast() throws IOException {
        Path early = shown("z");
        Path late = shown("a");
        try (RunLock first = RunLock.take(early).orElseThrow();
                RunLock second = RunLock.take(late).orElseThrow()) {
            assertThat(first).isNotSameAs(second);
            Files.setLastModifiedTime(early.resolve("run.lock"), FileTime.fromMillis(1_000));
            Files.setLastModifiedTime(late.resolve("run.lock"), FileTime.fromMillis(2_000));
            assertThat(RunInProgress.latest(runs)).hasValue(late);
            assertThat(RunInProgress.is(early)).isTrue();
        }
    }
}
