package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.About;
import claimbench.contract.Answer;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run that may stop early is killed in its second round, goes on, and stops after its third: the earliest that it may, since the
 * claim is decided however noisy this machine is. It asks whether taking turns is no faster (at most 1.1 times as fast), and
 * the server here is many times as slow where tasks take turns.
 */
class StopEarlyIT {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of what takes turns; against a fraction of a millisecond of what does not. */
    private static final int SLOW_MILLIS = 30;

    @TempDir
    Path folder;

    private final Map<Integer, String> checksums = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        executor.close();
    }

    @Test
    void killedRunStopsAfterTheRoundThatDecidesItAndSaysWhatThatSavedAndCost() throws Exception {
        Path out = folder.resolve("run");
        Product.Running run = Product.start(
                folder,
                "run",
                "--claims",
                "Q10",
                "--targets",
                "event-loop",
                "--target-url",
                "event-loop=http://127.0.0.1:" + server.getAddress().getPort(),
                "--trials",
                "4",
                "--stop-early",
                "--seed",
                "5",
                "--out",
                out.toString());
        await().atMost(BOUND).until(() -> !run.process().isAlive() || inSecondRound(out));
        assertThat(run.process().isAlive()).as(run.printed()).isTrue();
        assertThat(run.printed())
                .contains("stops after the third round or a later one, once every interval is decided");
        List<ProcessHandle> children = run.children();

        run.process().destroyForcibly(); // SIGKILL: it can do nothing more
        run.exitCode();
        await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        int ended = ended(out);
        JsonNode cutOff = read(out, "run.json");
        assertThat(cutOff.get("plan").size()).isEqualTo(8); // the claim's condition, and the same again
        assertThat(cutOff.get("stopped").isNull()).isTrue();

        Product.Running resumed = Product.start(folder, "resume", out.toString());
        assertThat(resumed.exitCode()).as(resumed.printed()).isLessThan(2); // 1 where a trial was disturbed
        assertThat(resumed.printed())
                .contains(
                        ended + " of 8 trials have ended, " + (8 - ended) + " are left",
                        "stopped after round 3: every interval that a claim rests on was decided",
                        "4 rounds were planned, so 2 of 8 trials were saved")
                // The first of looks at 3 and 4 of 4 rounds has (3/4)² of the 5 %.
                .contains("at 97.2 % in place of 95 % confidence");

        JsonNode record = read(out, "run.json");
        assertThat(record.get("plan")).isEqualTo(cutOff.get("plan"));
        assertThat(record.get("seed")).isEqualTo(cutOff.get("seed"));
        assertThat(record.get("stopping")).isEqualTo(cutOff.get("stopping"));
        assertThat(record.get("resumptions").size()).isEqualTo(1);
        assertThat(record.get("stopped").get("round").asInt()).isEqualTo(3);
        assertThat(record.get("stopped").get("reason").asString()).isEqualTo("DECIDED");
        assertThat(record.get("stopped").get("trialsSaved").asInt()).isEqualTo(2);
        assertThat(ended(out)).isEqualTo(6);

        JsonNode evidence = read(out, "verdicts.json").findValue("evidence").get(0);
        assertThat(evidence.get("trials").asInt()).isEqualTo(3);
        assertThat(evidence.get("high").asDouble()).isLessThan(1.1);
        assertThat(Files.readString(out.resolve("report/report.en.md")))
                .contains("stopped after round 3", "2 of 8 trials were saved", "97.2 %");

        Product.Running again = Product.start(folder, "resume", out.toString());
        assertThat(again.exitCode()).as(again.printed()).isEqualTo(2);
        assertThat(again.printed()).contains("has ended, so there is nothing to resume");
    }

    /** The first round is stored, and a trial of the second has begun. */
    private static boolean inSecondRound(Path out) throws IOException {
        if (!Files.isDirectory(out.resolve("trials"))) {
            return false;
        }
        try (var begun = Files.newDirectoryStream(out.resolve("trials"))) {
            return ended(out) == 2
                    && StreamSupport.stream(begun.spliterator(), false).count() == 3;
        }
    }

    /** How many trials have ended: their records come last. */
    private static int ended(Path out) throws IOException {
        try (var records = Files.newDirectoryStream(out.resolve("trials"))) {
            return (int) StreamSupport.stream(records.spliterator(), false)
                    .filter(trial -> Files.exists(trial.resolve("trial.json")))
                    .count();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Route route = Route.resolve(exchange.getRequestMethod(), path);
            Answer answer = switch (route) {
                case ABOUT ->
                    Answer.json(new About(About.CONTRACT_VERSION, "event-loop", "1", "25", List.of(), Map.of(), 1));
                case CPU ->
                    cpu(CpuRequest.from(route.arguments(new ClientRequest(
                            exchange.getRequestMethod(),
                            path,
                            exchange.getRequestURI().getRawQuery(),
                            null,
                            new byte[0]))));
                default -> Answer.READY;
            };
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    /** The right answer, which was computed once, at once or after a wait. */
    private Answer cpu(CpuRequest request) {
        String checksum = checksums.computeIfAbsent(
                request.tasks() * 100_000 + request.units(),
                key -> CpuWork.text(CpuWork.checksum(request.tasks(), request.units())));
        if (request.mode() == Mode.CONCURRENT) {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(SLOW_MILLIS, TimeUnit.MILLISECONDS, executor))
                    .join();
        }
        return Answer.json(new CpuRequest.Answer(checksum, 1));
    }

    private static JsonNode read(Path out, String file) throws IOException {
        return JSON.readTree(Files.readString(out.resolve(file)));
    }
}
