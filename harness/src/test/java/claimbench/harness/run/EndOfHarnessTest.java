package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However the harness ends, its children end too. */
@DisabledOnOs(OS.WINDOWS)
class EndOfHarnessTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Signal 2, of which the kernel's mask counts from 1. */
    private static final long SIGINT_BIT = 0b10;

    private static final String TRIAL = "run/trials/001-in-flight-honest-r1/";

    @TempDir
    private Path folder;

    private List<ProcessHandle> grandchildren = List.of();

    @AfterEach
    void endWhatATestHasLeft() {
        grandchildren.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void childrenEndWhenTheHarnessIsKilled() throws Exception {
        Process harness = startTrial();

        harness.destroyForcibly();

        assertThat(harness.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(BOUND).until(() -> grandchildren.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void childrenEndAndTheTrialInFlightIsNotStoredOnSigterm() throws Exception {
        assertThat(exitCodeAfter("TERM")).isEqualTo(143);
    }

    @Test
    void childrenEndAndTheTrialInFlightIsNotStoredOnCtrlC() throws Exception {
        // A shell's background job ignores it, and so do all whom it starts: there Ctrl-C cannot be tried.
        assumeFalse(ignoresInterrupt(), "SIGINT is ignored here");
        assertThat(exitCodeAfter("INT")).isEqualTo(130);
    }

    @Test
    void childThatStartsTooLateEndsAtOnce() throws Exception {
        Path log = folder.resolve("late.log");
        Process harness = new ProcessBuilder(DummyPrograms.java(
                        DummyLateStart.class, folder.resolve("child.log").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(harness.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(log).strip()).isEqualTo("alive false");
    }

    private static boolean ignoresInterrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16))
                .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
    }

    private int exitCodeAfter(String signal) throws Exception {
        Process harness = startTrial();

        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(harness.pid()))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(harness.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(grandchildren).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve(TRIAL + RunFiles.TRIAL)).doesNotExist();
        assertThat(folder.resolve("run/prometheus-targets.json")).content().isEqualTo("[ ]\n");
        assertThat(Files.readString(folder.resolve("harness.log"))).doesNotContain("ended");
        return harness.exitValue();
    }

    /** A harness in the middle of a trial's window, with its target and generator. */
    private Process startTrial() throws Exception {
        Process harness = new ProcessBuilder(DummyPrograms.java(
                        DummyHarness.class, folder.resolve("run").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("harness.log").toFile())
                .start();
        Path log = folder.resolve(TRIAL + RunFiles.GENERATOR_LOG);
        await().atMost(BOUND)
                .until(() -> Files.exists(log) && Files.readString(log).contains("window-start"));
        grandchildren = harness.descendants().toList();
        assertThat(grandchildren).hasSize(2);
        assertThat(folder.resolve("run/prometheus-targets.json")).content().contains("127.0.0.1:");
        return harness;
    }
}
