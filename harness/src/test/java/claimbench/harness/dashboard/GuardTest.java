package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know nothing of claimbench end with it all the same. */
@DisabledOnOs(OS.WINDOWS)
final class GuardTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    private Path above;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(above.resolve("of the program"));
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(Guard.over(folder, List.of(command))).start();
    }

    private static List<ProcessHandle> awaitProgram(Process guard) {
        await().atMost(BOUND).until(() -> guard.descendants().anyMatch(GuardTest::sleeps));
        return guard.descendants().filter(GuardTest::sleeps).toList();
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("sleep")
                || process.info().commandLine().orElse("").contains("sleep 1000");
    }

    private void assertAllGone(Process guard, List<ProcessHandle> program) throws InterruptedException {
        assertThat(guard.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(BOUND).until(() -> program.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(folder).doesNotExist();
    }

    @Test
    void programEndsWithItsParentsEndOfThePipe() throws Exception {
        Process guard = start("sleep", "1000");
        List<ProcessHandle> program = awaitProgram(guard);
        guard.getOutputStream().close();
        assertAllGone(guard, program);
    }

    @Test
    void programEndsWhenTheGuardIsAskedTo() throws Exception {
        Process guard = start("sleep", "1000");
        List<ProcessHandle> program = awaitProgram(guard);
        guard.toHandle().destroy();
        assertAllGone(guard, program);
    }

    @Test
    void programThatEndsByItselfLeavesItsExitCodeAndItsFolder() throws Exception {
        Process guard = start("sh", "-c", "exit 7");
        assertThat(guard.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(guard.exitValue()).isEqualTo(7);
        assertThat(folder).exists();
        assertThat(guard.descendants()).isEmpty();
    }

    @Test
    void programThatTakesItsTimeIsWaitedFor() throws Exception {
        Path file = above.resolve("ended");
        Process guard =
                start("sh", "-c", "trap 'echo ended >\"$0\"; exit 0' TERM; sleep 1000 & wait; wait", file.toString());
        List<ProcessHandle> program = awaitProgram(guard);
        guard.toHandle().destroy();
        assertThat(guard.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(file).exists();
        assertThat(folder).doesNotExist();
        program.forEach(ProcessHandle::destroy); // its own child, which it left
    }
}
