package claimbench.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.runtime.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's process from outside: a JVM of its own. */
@Timeout(180)
class MainTest {
    private static final Duration END_MAX = Duration.ofSeconds(60);

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --host 0.0.0.0           | database: --host must be a loopback address such as 127.0.0.1, since the embedded database asks for no password, not '0.0.0.0'
            --port 65536             | database: --port must be a whole number from 0 to 65535, not 65536
            --database-url mysql://h | database: --database-url must be postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE
            --upstream http://h:1    | database: Unknown options: '--upstream', 'http://h:1'; options are
            """)
    void badOptionIsOneLineAndExitCode2(String arguments, String says) throws Exception {
        Process process = start(arguments.split(" "));
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(errors(process)).singleElement().asString().startsWith(says);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void databaseThatCannotBeReachedIsOneLineAndExitCode1(boolean byEnvironment) throws Exception {
        String url = "postgresql://somebody:secret@127.0.0.1:1/x";
        Process process = byEnvironment ? start(Map.of(DatabaseUrl.VARIABLE, url)) : start("--database-url", url);
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(errors(process))
                .singleElement()
                .asString()
                .startsWith("database: cannot prepare postgresql://somebody@127.0.0.1:1/x: ")
                .doesNotContain("secret");
    }

    @Test
    void processThatIsKilledLeavesNothingAndTheNextOneStartsOnItsPort() throws Exception {
        Process process = start("--exit-with-parent");
        DatabaseUrl url = awaitReady(process);
        Path data = Path.of(
                Sql.texts(Sql.admin(url, "postgres"), "show data_directory").getFirst());
        process.toHandle().destroyForcibly();
        await().atMost(END_MAX).until(() -> !isReachable(url));
        await().atMost(END_MAX).until(() -> Files.notExists(data.resolveSibling(".")));

        Process next = start("--exit-with-parent", "--port", Integer.toString(url.port()));
        assertThat(awaitReady(next)).isEqualTo(url);
        next.getOutputStream().close();
        assertThat(exitCode(next)).isZero();
        assertThat(errors(next)).isEmpty();
        assertThat(isReachable(url)).isFalse();
    }

    @Test
    void ownDatabaseIsPreparedAndLeftRunning() throws Exception {
        try (EmbeddedDatabase own = EmbeddedDatabase.start()) {
            Sql.execute(Sql.admin(own.url(), "postgres"), "create database own owner claimbench");
            String url = "postgresql://claimbench:secret@127.0.0.1:" + own.port() + "/own";
            Process process = start("--database-url", url);
            DatabaseUrl ready = awaitReady(process);
            assertThat(ready.database()).isEqualTo("own");
            assertThat(ready.password()).as("not for everybody to read").isEmpty();
            process.toHandle().destroy(); // SIGTERM
            assertThat(exitCode(process)).isZero();
            assertThat(Sql.texts(ready, "select count(*) from users")).containsExactly("10000");
        }
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static DatabaseUrl awaitReady(Process process) throws IOException {
        // Not closed: that would close the process's output.
        BufferedReader output = process.inputReader();
        String first = output.readLine();
        if (!first.startsWith("postmaster ")) {
            return url(first);
        }
        long pid = Long.parseLong(first.substring(first.indexOf(' ') + 1));
        assertThat(ProcessHandle.of(pid)).as("the postmaster runs").isPresent();
        return url(output.readLine());
    }

    private static DatabaseUrl url(String ready) {
        assertThat(ready).startsWith("ready database postgresql://claimbench@127.0.0.1:");
        return DatabaseUrl.parse(ready.substring(ready.lastIndexOf(' ') + 1));
    }

    private static boolean isReachable(DatabaseUrl url) {
        try {
            Sql.execute(url, "select 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> errors(Process process) throws IOException {
        try (BufferedReader errors = process.errorReader()) {
            return errors.lines().toList();
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS))
                .as("the process ends")
                .isTrue();
        return process.exitValue();
    }
}
