package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server's process from outside: a JVM of its own. */
@Timeout(60)
class ServerProcessTest {
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --prot 80          | '--prot', '80'; options are --host, --port, --exit-with-parent, --help, --upstream, --database-url, --database-pool, --background-queue
            --database-url mysql://u@h/d | --database-url must be postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE
            --database-pool 0  | --database-pool must be a whole number from 1 to 1000, not 0
            --background-queue -1 | --background-queue must be a whole number from 0 to 100000, not -1
            --port x           | '--port': 'x' is not an int; Port to listen on, 0 to 65535
            --port             | '--port'
            --port 65536       | --port must be a whole number from 0 to 65535, not 65536
            --port -1          | --port must be a whole number from 0 to 65535, not -1
            --upstream ftp://x | --upstream must be http://HOST:PORT, not 'ftp://x'
            --upstream http:// | --upstream must be http://HOST:PORT, not 'http://'
            --upstream http://h:1/path | --upstream must be http://HOST:PORT
            more               | 'more'
            """)
    void badOptionIsOneLineAndExitCode2(String arguments, String says) throws Exception {
        Process process = start(arguments.split(" "));
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(lines(process.errorReader()))
                .singleElement()
                .asString()
                .startsWith("stub: ")
                .contains(says);
        assertThat(lines(process.inputReader())).as("nothing is ready").isEmpty();
    }

    @Test
    void databaseIsReadFromTheEnvironmentWhereTheCommandLineNamesNone() throws Exception {
        Process process = start(Map.of(DatabaseUrl.VARIABLE, "mysql://u:secret@h/d"));
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(lines(process.errorReader())).containsExactly("stub: --database-url must be " + DatabaseUrl.ALLOWED);
        Process told =
                start(Map.of(DatabaseUrl.VARIABLE, "mysql://u:secret@h/d"), "--database-url", "postgres://u@h/d");
        ready(told);
    }

    @Test
    void portInUseIsOneLineAndExitCode1() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));
            assertThat(exitCode(process)).isEqualTo(1);
            assertThat(lines(process.errorReader()))
                    .containsExactly("stub: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": address already in use or not of this machine");
            assertThat(lines(process.inputReader())).isEmpty();
        }
    }

    @Test
    void addressOfAnotherMachineIsOneLineAndExitCode1() throws Exception {
        Process process = start("--host", "192.0.2.1");
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(lines(process.errorReader()))
                .singleElement()
                .asString()
                .startsWith("stub: cannot listen on 192.0.2.1:0: ");
    }

    @Test
    void readyLineNamesTheServerAndWhereItAnswers() throws Exception {
        Process process = start();
        URI base = ready(process);
        assertThat(base.getHost())
                .as("the loopback address unless told otherwise")
                .isEqualTo("127.0.0.1");
        assertThat(get(base, "/plaintext").body()).isEqualTo("Hello, World!");
        JsonNode about = new JsonMapper().readTree(get(base, "/about").body());
        assertThat(about.get("pid").asLong()).isEqualTo(process.pid());
        assertThat(about.get("model").asString()).isEqualTo("stub");
    }

    @Test
    void termSignalClosesTheServerAndExitsWith0() throws Exception {
        Process process = start();
        ready(process);
        process.toHandle().destroy(); // SIGTERM, which leaves the streams open to be read
        assertThat(exitCode(process)).isZero();
        assertThat(lines(process.inputReader())).containsExactly("closed");
    }

    @Test
    void endOfStandardInputEndsTheServerThatIsToExitWithItsParent() throws Exception {
        Process process = start("--exit-with-parent");
        ready(process);
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        assertThat(exitCode(process)).isZero();
        assertThat(lines(process.inputReader())).containsExactly("closed");
    }

    @Test
    void endOfStandardInputMeansNothingOtherwise() throws Exception {
        Process process = start();
        URI base = ready(process);
        process.getOutputStream().close();
        assertThat(get(base, "/health").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void failureIsAnsweredWithTheIdThatTheLogHas() throws Exception {
        Process process = start();
        URI base = ready(process);
        var response = get(base, "/wait?ms=1");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .as("nothing of the inside is told to a client")
                .doesNotContain("secret", "Exception");
        String id = new JsonMapper().readTree(response.body()).get("id").asString();
        assertThat(id).hasSizeGreaterThan(20);
        process.toHandle().destroy(); // SIGTERM, which leaves the streams open to be read
        assertThat(String.join("\n", lines(process.errorReader())))
                .contains(id)
                .contains("IllegalStateException: secret of the inside");
    }

    @Test
    void failureOfTheUpstreamIsABadGatewayWithItsReason() throws Exception {
        Process process = start();
        var response = get(ready(process), "/fanout?calls=1&mode=serial&ms=1");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("\"detail\":\"the upstream failed: connection refused\"");
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StubServer.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Where a server answers that has said that it is ready. */
    private static URI ready(Process process) throws IOException {
        String line = process.inputReader().readLine();
        assertThat(line).matches("ready stub http://127\\.0\\.0\\.1:[1-9][0-9]*");
        return URI.create(line.substring("ready stub ".length()));
    }

    private static HttpResponse<String> get(URI base, String target) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(base.resolve(target)).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return process.exitValue();
    }

    private static List<String> lines(BufferedReader reader) {
        return reader.lines().toList();
    }
}
