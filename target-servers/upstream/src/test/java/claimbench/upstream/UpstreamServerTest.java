package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Distribution;
import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class UpstreamServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private UpstreamServer server;

    @BeforeEach
    void start() throws IOException {
        server = UpstreamServer.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/generate,ms",
        "/generate?ms=,ms",
        "/generate?ms=60001,ms",
        "/generate?ms=1&ms=1,ms",
        "/generate?ms=1&distribution=uniform,distribution",
        "/generate?ms=1&seed=x,seed",
        "/generate?ms=1&call=1001,call",
        "/generate?ms=1&token=x,token"
    })
    void badParameterIsRefusedAndNamed(String target, String parameter) throws Exception {
        HttpResponse<String> response = get(target);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void unknownRouteIsNotFoundWithTheRoutesThereAre() throws Exception {
        HttpResponse<String> response = get("/nothing");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).get("detail").asString()).contains("/generate", "/lateness");
    }

    @Test
    void portInUseIsAnErrorThatSaysSo() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(
                        () -> UpstreamServer.start("127.0.0.1", server.port()).close());
    }

    @Test
    void unknownHostIsAnErrorThatSaysSo() {
        assertThatIOException()
                .isThrownBy(
                        () -> UpstreamServer.start("no.such.host.invalid", 0).close())
                .withMessage("unknown host");
    }

    @ParameterizedTest
    @EnumSource
    void answerIsWhatTheDistributionGivesAndNotBeforeItsTime(Distribution distribution) throws Exception {
        var request = new UpstreamRequest(30, distribution, 5, 2);
        long startNanos = System.nanoTime();
        HttpResponse<String> response = get(request.target());
        long elapsedNanos = System.nanoTime() - startNanos;
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readValue(response.body(), UpstreamRequest.Answer.class))
                .isEqualTo(new UpstreamRequest.Answer(2, request.latencyMs()));
        assertThat(elapsedNanos).isGreaterThanOrEqualTo((long) (request.latencyMs() * 1e6));
    }

    @Test
    void callsWaitAtTheSameTime() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            slow.add(client.sendAsync(request("GET", "/generate?ms=60000"), BodyHandlers.ofString()));
        }
        await(() -> assertThat(active()).isGreaterThanOrEqualTo(50));
        assertThat(get("/generate?ms=0").statusCode())
                .as("a fast call does not wait for the slow ones")
                .isEqualTo(200);
        slow.forEach(call -> call.cancel(true));
    }

    @Test
    void callOfAClientThatLeftIsUnderWayNoMoreAndNotCountedAsLate() throws Exception {
        post("/lateness/reset");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /generate?ms=60000 HTTP/1.1\r\nHost: upstream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await(() -> assertThat(active()).isEqualTo(1));
        }
        await(() -> assertThat(active()).isZero());
        assertThat(get("/metrics").body())
                .contains("mode=\"none\",outcome=\"failure\",process=\"upstream\",route=\"/generate\"} 1\n");
        assertThat(json(get("/lateness")).get("count").asInt()).isZero();
    }

    @Test
    void latenessIsThatOfAnswersSinceTheReset() throws Exception {
        get("/generate?ms=1");
        assertThat(post("/lateness/reset").body())
                .isEqualTo("{\"count\":0,\"p50Nanos\":0,\"p95Nanos\":0,\"maxNanos\":0}");
        get("/generate?ms=1");
        get("/generate?ms=5");
        get("/generate?ms=x");
        JsonNode lateness = json(get("/lateness"));
        assertThat(lateness.get("count").asInt())
                .as("two answers; what was refused was not to come at any time")
                .isEqualTo(2);
        assertThat(lateness.get("p50Nanos").asLong()).isPositive();
        assertThat(lateness.get("p95Nanos").asLong())
                .isBetween(
                        lateness.get("p50Nanos").asLong(),
                        lateness.get("maxNanos").asLong());
    }

    @Test
    void latenessIsAMeterToo() throws Exception {
        get("/generate?ms=1");
        assertThat(get("/metrics").body())
                .contains("claimbench_upstream_lateness_seconds_count{process=\"upstream\"} 1\n")
                .contains("claimbench_upstream_lateness_seconds_bucket{process=\"upstream\",le=\"");
    }

    @Test
    void aboutAndHealthAreThere() throws Exception {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(json(get("/about")).get("model").asString()).isEqualTo("upstream");
    }

    @Test
    void shutdownEndsWithinItsBoundAlthoughCallsWait() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request("GET", "/generate?ms=60000"), BodyHandlers.ofString());
        await(() -> assertThat(active()).isEqualTo(1));
        server.close();
        assertThat(waiting).failsWithin(Duration.ofSeconds(20));
        server.close();
    }

    /** Requests that wait; the reading itself is none of them. */
    private double active() throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_active{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(assertion);
    }

    private HttpResponse<String> get(String target) throws Exception {
        return client.send(request("GET", target), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String target) throws Exception {
        return client.send(request("POST", target), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
