package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.harness.run.DummyCrash;
import claimbench.harness.run.DummyServer;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TestJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target and its upstream stand and fall together. */
@DisabledOnOs(OS.WINDOWS)
class ServeCommandTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private List<ProcessHandle> servers = List.of();

    @AfterEach
    void noServerIsLeftBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void targetIsToldWhereItsUpstreamReallyIsAndBothEndOnSigterm() throws Exception {
        Process serve = startBoth();

        serve.destroy();

        assertThat(exitCode(serve)).isEqualTo(143);
        assertThat(printed().lines())
                .containsExactly(
                        "ready dummy http://127.0.0.1:4321",
                        "upstream is http://127.0.0.1:4321",
                        "ready dummy http://127.0.0.1:1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream", "event-loop"})
    void oneThatEndsTakesTheOtherWithIt(String module) throws Exception {
        Process serve = startBoth();

        servers.stream()
                .filter(server -> server.info().commandLine().orElse("").contains("claimbench-" + module + "-1.jar"))
                .findFirst()
                .orElseThrow()
                .destroyForcibly();

        assertThat(exitCode(serve)).isNotZero();
    }

    @Test
    void targetThatEndsWellHasNotDoneWhatItWasStartedFor() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);

        assertThat(exitCode(start("--", "--end"))).isEqualTo(1);
    }

    @Test
    void upstreamThatCannotStartIsNamed() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyCrash.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);

        assertThat(exitCode(start())).isEqualTo(1);

        assertThat(printed())
                .contains("kaboom: no port for me", "claimbench: the upstream ended with exit code 1")
                .doesNotContain("ready");
    }

    private Process startBoth() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        Process serve = start();
        await().atMost(BOUND).until(() -> printed().contains("ready dummy http://127.0.0.1:1234"));
        servers = serve.children().toList();
        assertThat(servers).hasSize(2);
        return serve;
    }

    private Process start(String... more) throws Exception {
        var command = new ArrayList<>(List.of(
                Installation.javaLauncher().toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + Installation.HOME_PROPERTY + "=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                Main.class.getName(),
                "serve",
                "event-loop"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private Path log() {
        return home.resolve("serve.log");
    }

    private String printed() throws Exception {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }
}
