package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several processes on one port: who serves, and that none is left whoever ends. */
@Timeout(120)
class WorkersTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    /** The kernel draws a worker for each connection: that all of so many go to one does not happen. */
    private static final int CONNECTIONS_MAX = 200;

    private final List<Process> started = new ArrayList<>();
    private final List<ProcessHandle> workers = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(Process::destroyForcibly);
        await().atMost(BOUND).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void connectionsLandOnAllWorkersAndEachSaysWhichItIs() throws Exception {
        Process parent = start("--workers", "2", "--loops", "2");
        URI base = awaitReady(parent);

        Map<Long, JsonNode> abouts = aboutOfEach(base, 2);

        assertThat(abouts).doesNotContainKey(parent.pid());
        assertThat(abouts.values())
                .allSatisfy(about -> {
                    assertThat(about.get("workers").asInt()).isEqualTo(2);
                    assertThat(about.get("loops").asInt()).isEqualTo(2);
                })
                .extracting(about -> about.get("worker").asInt())
                .containsExactlyInAnyOrder(1, 2);
        assertThat(get(base, "/metrics").lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.contains("worker=\"1\"") || line.contains("worker=\"2\""))
                .allMatch(line -> line.contains("process=\"event-loop\""));
    }

    @Test
    void onlyTheParentSaysThatItIsReady() throws Exception {
        Process parent = start("--workers", "2", "--exit-with-parent");
        awaitReady(parent);

        parent.getOutputStream().close();

        assertThat(parent.inputReader().readAllLines()).isEmpty();
        assertThat(exitCode(parent)).isZero();
        assertThat(workers).hasSize(2).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void workerThatIsKilledEndsAllAndIsNamed() throws Exception {
        Process parent = start("--workers", "2");
        awaitReady(parent);

        ProcessHandle victim = workers.getLast();
        victim.destroyForcibly();

        assertThat(errors(parent))
                .singleElement()
                .asString()
                .matches("event-loop: worker [12] of 2 \\(process " + victim.pid()
                        + "\\) has ended with exit code 137, so all are ended");
        assertThat(exitCode(parent)).isEqualTo(1);
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void workerThatEndsWellWithoutBeingToldByTheParentEndsAllToo() throws Exception {
        Process parent = start("--workers", "2");
        awaitReady(parent);

        workers.getFirst().destroy();

        assertThat(errors(parent)).singleElement().asString().contains("has ended with exit code 0");
        assertThat(exitCode(parent)).isEqualTo(1);
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void parentThatIsKilledTakesItsWorkersWithIt() throws Exception {
        Process parent = start("--workers", "2");
        awaitReady(parent);

        parent.destroyForcibly();

        await().atMost(BOUND).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(workers).hasSize(2);
    }

    @Test
    void requestsInFlightOnEachWorkerAreAnsweredAfterSigterm() throws Exception {
        try (var upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.newHttpClient()) {
            Process parent = start("--workers", "2", "--upstream", "http://127.0.0.1:" + upstream.getLocalPort());
            URI base = awaitReady(parent);
            aboutOfEach(base, 2);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            List<Socket> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.sendAsync(
                        HttpRequest.newBuilder(base.resolve("/fanout?calls=1&mode=serial&ms=0"))
                                .build(),
                        BodyHandlers.ofString()));
                // Under way once its call has come.
                Socket call = upstream.accept();
                var reader =
                        new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(reader.readLine()).startsWith("GET ");
                calls.add(call);
            }

            parent.toHandle().destroy();
            await().atMost(BOUND).until(() -> isRefused(base));
            for (Socket call : calls) {
                String body = "{\"call\":0,\"latencyMs\":0}";
                call.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            }

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get(BOUND.toSeconds(), TimeUnit.SECONDS).statusCode())
                        .isEqualTo(200);
            }
            assertThat(exitCode(parent)).isZero();
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
            for (Socket call : calls) {
                call.close();
            }
        }
    }

    @Test
    void numberOutOfBoundsIsRefused() throws Exception {
        for (String wrong : List.of("0", "257", "-1")) {
            Process process = start("--workers", wrong);
            assertThat(errors(process))
                    .containsExactly("event-loop: --workers must be a whole number from 1 to 256, not " + wrong);
            assertThat(exitCode(process)).isEqualTo(2);
        }
    }

    @Test
    void portOfAnotherServerIsRefusedAlthoughBothWouldShareIt() throws Exception {
        URI first = awaitReady(start("--loops", "2"));

        Process second = start("--workers", "2", "--port", Integer.toString(first.getPort()));

        assertThat(errors(second))
                .containsExactly("event-loop: cannot listen on 127.0.0.1:" + first.getPort()
                        + ": address already in use or not of this machine");
        assertThat(exitCode(second)).isEqualTo(1);
    }

    @Test
    void workerThatCannotStartEndsAllAndIsNamed() throws Exception {
        int debugPort;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            debugPort = free.getLocalPort();
        }
        // The parent takes the debugger's port, and its workers, which are given the same flag, can't.
        Process parent = startJvm(
                List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + debugPort),
                "--workers",
                "2");

        assertThat(parent.inputReader().readAllLines()).noneMatch(line -> line.startsWith("ready"));
        assertThat(errors(parent).getLast())
                .startsWith("event-loop: cannot listen on 127.0.0.1:0: worker ")
                .contains(" of 2 (process ")
                .endsWith("so all are ended");
        assertThat(exitCode(parent)).isEqualTo(1);
        assertThat(parent.descendants()).isEmpty();
    }

    @Test
    void helpSaysWhatWorkersAreForAndNotWhatTheyAreToldInSecret() throws Exception {
        Process process = start("--help");
        assertThat(process.inputReader().readAllAsString())
                .contains("--workers=N", "Processes that share the port")
                .doesNotContain("--worker=N");
        assertThat(exitCode(process)).isZero();
    }

    private Process start(String... arguments) throws IOException {
        return startJvm(List.of(), arguments);
    }

    private Process startJvm(List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    /** Where it answers, once it is ready; its workers are known from there on. */
    private URI awaitReady(Process process) throws IOException {
        String ready = process.inputReader().readLine();
        assertThat(ready).startsWith("ready event-loop http://127.0.0.1:");
        workers.addAll(process.descendants().toList());
        return URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
    }

    /** The settings that each worker says of itself, by its process. */
    private static Map<Long, JsonNode> aboutOfEach(URI base, int count) throws Exception {
        var settings = new HashMap<Long, JsonNode>();
        for (int i = 0; i < CONNECTIONS_MAX && settings.size() < count; i++) {
            JsonNode about = JSON.readTree(get(base, "/about"));
            settings.put(about.get("pid").asLong(), about.get("settings"));
        }
        assertThat(settings).hasSize(count);
        return settings;
    }

    /** One request on a connection of its own. */
    private static String get(URI base, String target) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(base.resolve(target)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static boolean isRefused(URI base) {
        try (var _ = new Socket(base.getHost(), base.getPort())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static List<String> errors(Process process) throws IOException {
        return process.errorReader().readAllLines();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                .as("the process ends")
                .isTrue();
        return process.exitValue();
    }
}
