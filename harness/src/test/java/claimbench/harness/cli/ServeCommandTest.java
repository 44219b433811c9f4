package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.harness.run.DummyCrash;
import claimbench.harness.run.DummyDatabase;
import claimbench.harness.run.DummyServer;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TestJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(printed().lines().limit(4))
                .containsExactly(
                        "ready dummy http://127.0.0.1:4321",
                        "upstream is http://127.0.0.1:4321",
                        "ready dummy http://127.0.0.1:1234",
                        "to try, in another terminal:");
    }

    @Test
    void targetIsToldWhereItsDatabaseIsAndWhatToTryOnIt() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        TestJar.make(home.resolve("lib"), "database", DummyDatabase.class);
        Process serve = start();
        await().atMost(BOUND).until(() -> printed().contains("/retry?"));
        serve.destroy();
        assertThat(exitCode(serve)).isEqualTo(143);
        String database = printed()
                .lines()
                .filter(line -> line.startsWith("ready database postgresql://claimbench@127.0.0.1:"))
                .findFirst()
                .orElseThrow();
        assertThat(printed())
                .contains("database is " + database.substring("ready database ".length()))
                .contains("curl 'http://127.0.0.1:1234/fanout?calls=3&mode=concurrent&ms=500'")
                .doesNotContain("postmaster");
    }

    @Test
    void passwordOfOnesOwnDatabaseIsInNoProcessesArguments() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        TestJar.make(home.resolve("lib"), "database", DummyDatabase.class);
        String url = "postgresql://me:secret@127.0.0.1:1/mine";
        Process serve = start("--database-url", url);
        await().atMost(BOUND).until(() -> printed().contains("/retry?"));
        List<String> commands = serve.children()
                .map(server -> server.info().commandLine().orElseThrow())
                .toList();
        serve.destroy();
        assertThat(exitCode(serve)).isEqualTo(143);
        assertThat(printed()).contains("ready database " + url, "database is " + url);
        assertThat(commands).hasSize(3).noneMatch(command -> command.contains("secret"));
    }

    @Test
    void targetIsServedWithoutADatabaseThatDoesNotStart() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        TestJar.make(home.resolve("lib"), "database", DummyCrash.class);
        Process serve = start();
        await().atMost(BOUND).until(() -> printed().contains("/retry?"));
        assertThat(serve.isAlive()).isTrue();
        serve.destroy();
        assertThat(exitCode(serve)).isEqualTo(143);
        assertThat(printed())
                .contains("claimbench: the database ended with exit code 1: /users and /profile answer 502,"
                        + " the rest is served")
                .doesNotContain("database is");
    }

    @Test
    void databaseThatEndsIsNamedAndTheTargetIsServedOn() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        TestJar.make(home.resolve("lib"), "database", DummyDatabase.class);
        Process serve = start();
        await().atMost(BOUND).until(() -> printed().contains("/retry?"));
        child(serve, "database").destroyForcibly();
        await().atMost(BOUND).until(() -> printed().contains("claimbench: the database has ended: /users"));
        assertThat(serve.isAlive()).isTrue();
        serve.destroy();
        assertThat(exitCode(serve)).isEqualTo(143);
    }

    @Test
    void upstreamIsServedAlone() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        assertThat(exitCode(start("upstream", "--", "--end"))).isEqualTo(1);
        assertThat(printed()).isEqualTo("ready dummy http://127.0.0.1:4321\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|unknown target 'nothing'; it must be one of platform-threads,",
                "nothing|reactor-netty, upstream, database",
                "upstream --workers 2|--workers is for targets, not for upstream",
                "upstream --database-url postgresql://a@b/c|--database-url is for targets, not for upstream",
                "database --upstream http://127.0.0.1:1|--upstream is for targets, not for database",
                "event-loop --database-url mysql://a:secret@b/c|--database-url must be postgresql://USER[:PASSWORD]@",
                "event-loop --no-database --database-url postgresql://a@b/c|--no-database and --database-url: give one"
            })
    void wrongUsageIsOneLineThatSaysWhatIsAllowed(String arguments, String says) throws Exception {
        assertThat(exitCode(startAs(arguments.split(" ", -1)))).isEqualTo(2);
        assertThat(printed().lines()).singleElement().asString().contains(says).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream", "event-loop"})
    void oneThatEndsTakesTheOtherWithIt(String module) throws Exception {
        Process serve = startBoth();

        child(serve, module).destroyForcibly();

        assertThat(exitCode(serve)).isNotZero();
    }

    @Test
    void targetThatEndsWellHasNotDoneWhatItWasStartedFor() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);

        assertThat(exitCode(start("--no-database", "--", "--end"))).isEqualTo(1);
    }

    @Test
    void upstreamThatCannotStartIsNamed() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyCrash.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);

        assertThat(exitCode(start("--no-database"))).isEqualTo(1);

        assertThat(printed())
                .contains("kaboom: no port for me", "claimbench: the upstream ended with exit code 1")
                .doesNotContain("ready");
    }

    private Process startBoth() throws Exception {
        TestJar.make(home.resolve("lib"), "upstream", DummyServer.class);
        TestJar.make(home.resolve("lib"), "event-loop", DummyServer.class);
        Process serve = start("--no-database");
        await().atMost(BOUND).until(() -> printed().contains("/retry?"));
        servers = serve.children().toList();
        assertThat(servers).hasSize(2);
        return serve;
    }

    private static ProcessHandle child(Process serve, String module) {
        return serve.children()
                .filter(server -> server.info().commandLine().orElse("").contains("claimbench-" + module + "-1.jar"))
                .findFirst()
                .orElseThrow();
    }

    /** Serves the event loop; where the first word is another's name, that. */
    private Process start(String... more) throws Exception {
        boolean named = more.length > 0 && !more[0].startsWith("-");
        return startAs(Stream.concat(named ? Stream.empty() : Stream.of("event-loop"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Process startAs(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Installation.javaLauncher().toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + Installation.HOME_PROPERTY + "=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                Main.class.getName(),
                "serve"));
        command.addAll(List.of(arguments));
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
