package claimbench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.micro.compare.Rows;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The comparison on CPython: real processes, and the script's output as a reader takes it. */
final class CPythonTest {
    private static final int SECONDS_MAX = 120;

    @Test
    void missingPythonIsSaid() throws InterruptedException {
        String missing = "no-such-python3";
        assertThatThrownBy(() -> CPython.checkVersion(missing))
                .isInstanceOf(CPython.Unusable.class)
                .hasMessage(
                        "there is no no-such-python3; the comparison with asyncio needs Python 3.11 or later, found as"
                                + " python3");
        assertThat(CPython.run(missing, List.of())).isEqualTo(CPython.EXIT_NO_PYTHON);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void olderPythonIsSaid(@TempDir Path folder) throws IOException {
        for (String version : new String[] {"3.10.4", "2.7.18", "4.0.0"}) {
            String python = fakePython(folder, version);
            assertThatThrownBy(() -> CPython.checkVersion(python))
                    .isInstanceOf(CPython.Unusable.class)
                    .hasMessageContaining("is Python " + version + "; ")
                    .hasMessageContaining("needs Python 3.11 or later");
        }
        String silent = fakePython(folder, "");
        assertThatThrownBy(() -> CPython.checkVersion(silent)).hasMessageContaining("does not say its version");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newerPythonIsTaken(@TempDir Path folder) throws Exception {
        CPython.checkVersion(fakePython(folder, "3.11.0"));
        CPython.checkVersion(fakePython(folder, "3.15.0a1+"));
    }

    /** Says that it is this version. */
    private static String fakePython(Path folder, String version) throws IOException {
        Path script = Files.createTempFile(
                folder,
                "python",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\necho '" + version + "'\n").toString();
    }

    @Nested
    final class WherePythonIs {
        @BeforeEach
        void needPython() throws InterruptedException {
            try {
                CPython.checkVersion(CPython.COMMAND);
            } catch (CPython.Unusable e) {
                assumeTrue(false, e.getMessage());
            }
        }

        @Test
        void everyWorkIsDoneAndItsTimesAreJson() throws Exception {
            Process process = cpython("-wi", "1", "-i", "2", "-r", "1ms", "-p", "pending=1000");
            JsonNode results = JsonMapper.shared().readTree(stdout(process));

            assertThat(process.exitValue()).isZero();
            assertThat(results.valueStream()
                            .map(result -> result.get("benchmark").asString()))
                    .containsExactlyInAnyOrderElementsOf(Rows.names().stream()
                            .map(row -> "claimbench.micro.compare." + row + ".cpython")
                            .toList());
            assertThat(results.valueStream()).allSatisfy(result -> {
                JsonNode metric = result.get("primaryMetric");
                assertThat(metric.get("scoreUnit").asString()).isEqualTo("ns/op");
                List<Double> times = metric.get("rawData")
                        .get(0)
                        .valueStream()
                        .map(JsonNode::asDouble)
                        .toList();
                assertThat(times).hasSize(2).allSatisfy(time -> assertThat(time).isPositive());
                assertThat(metric.get("score").asDouble())
                        .isBetween(
                                times.stream().min(Double::compare).orElseThrow(),
                                times.stream().max(Double::compare).orElseThrow());
                assertThat(result.get("pythonVersion").asString()).startsWith("3.");
            });
        }

        @Test
        void wrongResultFails() throws Exception {
            // The script as a module, with work that loses a task.
            String broken = script()
                    + "\nWORKS['Switch'].expected += 1\nmain(['-wi', '0', '-i', '1', '-r', '1ms', 'Switch'])\n";
            Process process = new ProcessBuilder(
                            CPython.COMMAND, "-I", "-c", broken.replace("if __name__ == \"__main__\":", "if False:"))
                    .redirectErrorStream(true)
                    .start();
            assertThat(stdout(process)).contains("wrong result 10000, must be 10001");
            assertThat(process.exitValue()).isOne();
        }

        @Test
        void wrongUsageIsRefused() throws Exception {
            assertUsage("'0' is no whole number of 1 or more", "-i", "0");
            assertUsage("'5' is no time like 500ms", "-r", "5");
            assertUsage("'tasks=1' is not pending=N, the only parameter", "-p", "tasks=1");
            assertUsage("'(' is no regular expression", "(");
        }

        private static void assertUsage(String message, String... args) throws Exception {
            Process process = cpythonWithErrors(args);
            assertThat(stdout(process)).contains(message);
            assertThat(process.exitValue()).as(message).isEqualTo(2);
        }

        @Test
        void noMatchIsNoSuccess() throws Exception {
            Process process = cpythonWithErrors("NoSuchWork");
            assertThat(stdout(process)).contains("no benchmark matches");
            assertThat(process.exitValue()).isOne();
        }

        @Test
        void listNamesEveryRow() throws Exception {
            assertThat(stdout(cpython("-l")).lines()).hasSameSizeAs(Rows.names());
        }

        @Test
        @DisabledOnOs(OS.WINDOWS) // where a process does not tell its children by name
        void scriptEndsWhenItsParentIsKilled() throws Exception {
            Process java = cpython("-wi", "100000", "-r", "100ms", "Switch");
            List<ProcessHandle> left = List.of();
            try {
                await().atMost(Duration.ofSeconds(SECONDS_MAX))
                        .until(() -> java.descendants().anyMatch(CPythonTest::isScript));
                left = java.descendants().toList();

                java.destroyForcibly();

                for (ProcessHandle process : left) {
                    assertThat(process.onExit()).succeedsWithin(SECONDS_MAX, TimeUnit.SECONDS);
                }
            } finally {
                java.destroyForcibly();
                left.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** The script itself, which is too long an argument to be shown; and not the question for a version before it. */
    private static boolean isScript(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().filter(command -> command.contains("python")).isPresent()
                && info.arguments().isEmpty();
    }

    private static String script() throws IOException {
        try (var script = CPython.class.getResourceAsStream("compare.py")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Process cpython(String... args) throws IOException {
        return builder(args).redirectError(Redirect.INHERIT).start();
    }

    private static Process cpythonWithErrors(String... args) throws IOException {
        return builder(args).redirectErrorStream(true).start();
    }

    private static ProcessBuilder builder(String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CPython.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    /** All that a process says, which has ended then. */
    private static String stdout(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
