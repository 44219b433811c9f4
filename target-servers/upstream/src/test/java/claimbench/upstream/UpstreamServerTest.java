package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Distribution;
import claimbench.contract.Json;
import claimbench.contract.MeterDifferences;
import claimbench.contract.MeteredProcess;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    @Test
    void metersAreThoseOfTheTableWithAFaultToo() throws Exception {
        get("/generate?ms=1");
        assertThat(post("/faults?kind=status-503").statusCode()).isEqualTo(200);
        String during = get("/metrics").body();
        client.send(request("DELETE", "/faults"), BodyHandlers.discarding());

        assertThat(MeterDifferences.of(MeteredProcess.UPSTREAM, during)).isEmpty();
        assertThat(during).contains("claimbench_upstream_fault{fault=\"status-503\",process=\"upstream\"} 1.0\n");
        assertThat(get("/metrics").body())
                .contains("claimbench_upstream_fault{fault=\"status-503\",process=\"upstream\"} 0.0\n");
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
        "/generate?ms=1&token=x,token",
        "/generate?ms=1&fail=maybe,fail",
        "/tokens?gap-ms=1,tokens",
        "/tokens?tokens=10001&gap-ms=1,tokens",
        "/flaky?failures=1,attempt",
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
    void timesOfCallsAreToldOnceSomebodyHasAskedForThem() throws Exception {
        get("/generate?ms=1&call=9");
        assertThat(get("/calls").body()).isEqualTo("{\"calls\":[]}");
        assertThat(post("/calls/reset").body()).isEqualTo("{\"calls\":[]}");
        get("/generate?ms=20&call=2");
        get("/generate?ms=0&call=7");
        get("/generate?ms=x");
        get("/plaintext");

        JsonNode calls = json(get("/calls")).get("calls");
        assertThat(calls.size()).isEqualTo(2);
        assertThat(calls.get(0).get("call").asInt()).isEqualTo(2);
        assertThat(calls.get(1).get("call").asInt()).isEqualTo(7);
        long startMicros = calls.get(0).get("startEpochMicros").asLong();
        assertThat(calls.get(0).get("endEpochMicros").asLong() - startMicros).isGreaterThanOrEqualTo(20_000);
        assertThat(Duration.ofMillis(Math.abs(System.currentTimeMillis() - startMicros / 1_000)))
                .as("since the epoch")
                .isLessThan(Duration.ofMinutes(10));
        assertThat(post("/calls/reset").body()).isEqualTo("{\"calls\":[]}");
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
    void callThatIsToFailFailsWhenItsLatencyHasPassed() throws Exception {
        long startNanos = System.nanoTime();
        HttpResponse<String> response = get("/generate?ms=20&call=3&fail=yes");
        assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(20_000_000);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("detail").asString()).isEqualTo("call 3 failed, as asked");
    }

    @Test
    void wrongMethodIsRefusedWithTheOneThatIsAllowed() throws Exception {
        HttpResponse<String> response = get("/mail?user=1&ms=0");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void tokensComeAsEventsInChunksOfTheirOwn() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /tokens?tokens=2&gap-ms=1 HTTP/1.1\r\nHost: upstream\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .isEqualTo(chunk(TokensRequest.event(0))
                            + chunk(TokensRequest.event(1))
                            + chunk(TokensRequest.done(2))
                            + "0\r\n\r\n");
        }
    }

    @Test
    void streamIsWholeAndItsTokensCountForLateness() throws Exception {
        HttpResponse<byte[]> response =
                client.send(request("GET", "/tokens?tokens=20&gap-ms=1"), BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(TokensRequest.text(response.body())).isEqualTo(TokensRequest.text(20));
        assertThat(json(get("/lateness")).get("count").asInt()).isEqualTo(20);
        assertThat(get("/metrics").body()).contains("outcome=\"success\",process=\"upstream\",route=\"/tokens\"} 1\n");
    }

    @Test
    void readerThatStopsHoldsItsStreamBackAndNoOther() throws Exception {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream()
                    .write("GET /tokens?tokens=10000&gap-ms=0 HTTP/1.1\r\nHost: upstream\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int stream = 0; stream < 3; stream++) {
                assertThat(get("/tokens?tokens=10000&gap-ms=0").body()).contains("event: done");
            }
            assertThat(active()).as("the stream that nobody reads").isEqualTo(1);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith(chunk(TokensRequest.done(10_000)) + "0\r\n\r\n");
            await(() -> assertThat(active()).isZero());
        }
    }

    @Test
    void streamOfAReaderThatLeftIsUnderWayNoMore() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /tokens?tokens=2&gap-ms=60000 HTTP/1.1\r\nHost: upstream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await(() -> assertThat(active()).isEqualTo(1));
        }
        await(() -> assertThat(active()).isZero());
    }

    @Test
    void mailIsAcceptedWhenItsTimeHasComeAndIsCountedOnce() throws Exception {
        HttpResponse<String> response = post("/mail?user=7&ms=5");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"user\":7}");
        post("/mail?user=9&ms=0");
        post("/mail?user=7&ms=0");
        assertThat(get("/mails").body()).isEqualTo("{\"accepted\":3,\"users\":[7,9,7]}");
    }

    @Test
    void mailsBeyondThoseRememberedAreCounted() {
        var mails = new Mails();
        for (int user = 1; user <= 10_002; user++) {
            mails.accept(user);
        }
        assertThat(mails.read().accepted()).isEqualTo(10_002);
        assertThat(mails.read().users()).hasSize(10_000).startsWith(3, 4).endsWith(10_002);
    }

    @Test
    void mailOfACallerThatLeftIsNotAccepted() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("POST /mail?user=1&ms=60000 HTTP/1.1\r\nHost: upstream\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await(() -> assertThat(active()).isEqualTo(1));
        }
        await(() -> assertThat(active()).isZero());
        assertThat(get("/mails").body()).isEqualTo("{\"accepted\":0,\"users\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"0,1,200", "2,1,503", "2,2,503", "2,3,200"})
    void flakyCallFailsTheFirstAttempts(int failures, int attempt, int status) throws Exception {
        assertThat(get("/flaky?failures=" + failures + "&attempt=" + attempt).statusCode())
                .isEqualTo(status);
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

    private static String chunk(byte[] event) {
        return Integer.toHexString(event.length) + "\r\n" + new String(event, StandardCharsets.UTF_8) + "\r\n";
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
