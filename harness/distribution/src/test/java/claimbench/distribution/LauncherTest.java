package claimbench.distribution;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher while it builds, in a folder whose build is a script of the test's; it is ended, and with it all that it has started. */
class LauncherTest {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final Path LAUNCHER = Path.of("../../claimbench");

    /** A build that goes on for ever in three processes, each started by the one before, which write down their ids. */
    private static final String ENDLESS_BUILD = """
            echo $$ >>processes
            sh -c 'echo $$ >>processes; sleep 1000 & echo $! >>processes; wait' &
            wait
            """;

    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void checkOut() throws IOException {
        Files.copy(LAUNCHER, root.resolve("claimbench"));
    }

    @AfterEach
    void endAll() throws IOException {
        started.forEach(Process::destroyForcibly);
        endlessBuild().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void terminationEndsTheBuildAndAllThatItHasStarted() throws Exception {
        script("mvnw", ENDLESS_BUILD);
        Process launcher = start();
        List<ProcessHandle> building = awaitEndlessBuild();

        launcher.destroy(); // SIGTERM, to the launcher alone

        assertThat(exitCode(launcher)).as(printed()).isEqualTo(143);
        assertNothingIsLeftOf(building);
        assertThat(printed()).contains("claimbench: the build was ended");
    }

    /** Of the whole group, as by a terminal; what runs in the background ignores an interrupt. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "HUP, 129"})
    void signalOfTheTerminalEndsTheBuildAndAllThatItHasStarted(String signal, int exitCode) throws Exception {
        assumeTrue(Product.startsGroups(), "env and setsid of this machine cannot start a process group");
        script("mvnw", ENDLESS_BUILD);
        Process launcher = start("env", "--default-signal=INT,HUP", "setsid");
        List<ProcessHandle> building = awaitEndlessBuild();

        shell("kill -s " + signal + " -- -" + launcher.pid());

        assertThat(exitCode(launcher)).as(printed()).isEqualTo(exitCode);
        assertNothingIsLeftOf(building);
    }

    @Test
    void processOfTheBuildThatIgnoresTerminationIsKilled() throws Exception {
        script("mvnw", """
                trap '' TERM
                """ + ENDLESS_BUILD);
        Process launcher = start();
        List<ProcessHandle> building = awaitEndlessBuild();

        launcher.destroy();

        assertThat(exitCode(launcher)).as(printed()).isEqualTo(143);
        assertNothingIsLeftOf(building);
    }

    @Test
    void terminationEndsThePreparationAfterTheBuild() throws Exception {
        script("mvnw", """
                lib=harness/distribution/target/claimbench-1/claimbench-1/lib
                mkdir -p "$lib"
                : >"$lib/claimbench-harness-1.jar"
                """);
        script("jdk/bin/javac", "");
        script("jdk/bin/java", ENDLESS_BUILD);
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Process launcher = start(root.resolve("jdk"));
        List<ProcessHandle> preparing = awaitEndlessBuild();

        launcher.destroy();

        assertThat(exitCode(launcher)).as(printed()).isEqualTo(143);
        assertNothingIsLeftOf(preparing);
    }

    @Test
    void launcherThatIsEndedWhileItWaitsLeavesTheOthersBuildAlone() throws Exception {
        script("mvnw", ENDLESS_BUILD);
        Process builder = start();
        List<ProcessHandle> building = awaitEndlessBuild();
        Process waiting = start();
        await().atMost(BOUND).until(() -> printed().contains("waiting for another build (process " + builder.pid()));

        waiting.destroy();

        assertThat(exitCode(waiting)).as(printed()).isEqualTo(143);
        assertThat(building).allMatch(ProcessHandle::isAlive);
        assertThat(locks()).containsExactly("build.lock");
        assertThat(root.resolve("target/build.lock")).hasContent(Long.toString(builder.pid()));
    }

    @Test
    void buildThatFailsIsToldWithItsErrorsAndReleasesTheLock() throws Exception {
        script("mvnw", """
                echo '[ERROR] no such class'
                exit 1
                """);
        Process launcher = start();

        assertThat(exitCode(launcher)).isEqualTo(1);
        assertThat(printed())
                .contains("[ERROR] no such class", "the build failed")
                .doesNotContain("was ended");
        assertThat(locks()).isEmpty();
    }

    private void script(String name, String body) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file, asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(file, "#!/bin/sh\n" + body);
    }

    private Process start(String... before) throws IOException {
        return start(Path.of(System.getProperty("java.home")), before);
    }

    private Process start(Path javaHome, String... before) throws IOException {
        var command = new ArrayList<>(List.of(before));
        command.addAll(List.of(root.resolve("claimbench").toString(), "version"));
        var builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().put("CLAIMBENCH_JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Path output() {
        return root.resolve("output.txt");
    }

    private String printed() throws IOException {
        return Files.readString(output());
    }

    private int exitCode(Process process) throws Exception {
        assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                .as(printed())
                .isTrue();
        return process.exitValue();
    }

    private List<ProcessHandle> awaitEndlessBuild() throws IOException {
        await().atMost(BOUND).until(() -> endlessBuild().size() == 3);
        return endlessBuild();
    }

    /** Those of its processes that have begun and still run. */
    private List<ProcessHandle> endlessBuild() throws IOException {
        Path file = root.resolve("processes");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)).stream())
                .toList();
    }

    private void assertNothingIsLeftOf(List<ProcessHandle> processes) throws IOException {
        await().atMost(BOUND).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(locks()).isEmpty();
    }

    private List<String> locks() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("build.lock"))
                    .toList();
        }
    }

    private static void shell(String command) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor())
                .isZero();
    }
}
