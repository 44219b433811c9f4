package claimbench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of JMH with real processes. */
final class MainTest {
    private static final int SECONDS_MAX = 60;

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void noForkIsLeftWhenTheParentIsKilled() throws Exception {
        Process parent = parentOf("SwitchBenchmark.platformThreadHandOff", "-f", "1", "-wi", "10000", "-w", "100ms");
        List<ProcessHandle> left = List.of();
        try {
            awaitLine(parent, "# Warmup Iteration");
            left = parent.descendants().toList();
            assertThat(left).as("JMH and its fork").hasSizeGreaterThanOrEqualTo(2);

            parent.destroyForcibly();

            assertThat(endOf(left)).succeedsWithin(SECONDS_MAX, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void argumentsAreThoseOfJmh() throws Exception {
        Process parent = parentOf("-l");
        try {
            awaitLine(parent, "claimbench.micro.SwitchBenchmark.platformThreadHandOff");
            assertThat(parent.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(parent.exitValue()).isZero();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static Process parentOf(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(java(DummyParent.class));
        command.addAll(java(Main.class, "-D" + Main.EXIT_WITH_PARENT + "=true", "-Djmh.ignoreLock=true"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> java(Class<?> main, String... flags) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** Reads up to a line that begins like this; the process is ended when none comes. */
    private static void awaitLine(Process process, String beginning) throws IOException {
        CompletableFuture<Process> watchdog = process.onExit()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(timeout -> process.destroyForcibly());
        var said = new ArrayList<String>();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith(beginning)) {
                watchdog.complete(process);
                return;
            }
        }
        throw new AssertionError("ended without '" + beginning + "'; said " + said);
    }

    private static CompletableFuture<?> endOf(List<ProcessHandle> processes) {
        return CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    }
}
