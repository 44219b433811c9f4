package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.Arguments;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.Spans;
import claimbench.harness.result.Workload;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that is target and upstream in one. */
class SpanRecorderTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private String calls = "{\"calls\":[{\"call\":1,\"startEpochMicros\":20,\"endEpochMicros\":30},"
            + "{\"call\":0,\"startEpochMicros\":10,\"endEpochMicros\":40}]}";

    SpanRecorderTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void eachWayIsAskedForOnceAndItsCallsAreInOrder() throws Exception {
        Spans spans = recorded();

        assertThat(spans.schema()).isEqualTo(Spans.SCHEMA);
        assertThat(asked)
                .containsExactly(
                        "POST /calls/reset",
                        "GET /fanout",
                        "GET /calls",
                        "POST /calls/reset",
                        "GET /fanout",
                        "GET /calls");
        assertThat(spans.requests()).extracting(Spans.Request::name).containsExactly("serial", "concurrent");
        assertThat(spans.requests().getFirst().target()).contains("calls=3", "mode=serial", "ms=1");
        assertThat(spans.requests().getFirst().calls())
                .containsExactly(new Spans.Call(0, 10, 40), new Spans.Call(1, 20, 30));
        assertThat(spans.requests())
                .allSatisfy(request -> assertThat(request.endEpochMicros()).isGreaterThan(request.startEpochMicros()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"calls\":7}", "<html>"})
    void upstreamThatSaysSomethingElseIsNamed(String body) {
        calls = body;

        assertThatThrownBy(this::recorded)
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("the upstream")
                .hasMessageContaining("/calls");
    }

    @Test
    void onlyWhatFansOutIsRecorded() {
        assertThat(SpanRecorder.canRecord(condition("fanout"))).isTrue();
        assertThat(SpanRecorder.canRecord(condition("wait"))).isFalse();
    }

    private Spans recorded() throws TrialFailure, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var target = new HttpProbe("target x", url, BOUND);
                var upstream = new HttpProbe("the upstream", url, BOUND)) {
            return new SpanRecorder(target, upstream).record(condition("fanout"));
        }
    }

    private static Condition condition(String scenario) {
        return new Condition(
                "fanout",
                "x",
                scenario,
                Map.of("calls", "3", "ms", "1"),
                Workload.closed(1, 1_000, 1_000),
                new CpuSets(List.of(), List.of(), List.of()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        String body = switch (path) {
            case "/calls" -> calls;
            case "/fanout" -> fannedOut(exchange);
            default -> "{}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        try (var out = Objects.requireNonNull(exchange.getResponseBody())) {
            out.write(bytes);
        }
    }

    private static String fannedOut(HttpExchange exchange) {
        var request = FanoutRequest.from(Arguments.parse(
                exchange.getRequestURI().getRawQuery(),
                List.of(
                        FanoutRequest.CALLS,
                        FanoutRequest.MODE,
                        FanoutRequest.MS,
                        FanoutRequest.DISTRIBUTION,
                        FanoutRequest.SEED,
                        FanoutRequest.FAILING,
                        FanoutRequest.ON_ERROR)));
        List<UpstreamRequest.Answer> answers = request.upstreamRequests().stream()
                .map(call -> new UpstreamRequest.Answer(call.call(), call.latencyMs()))
                .toList();
        return Json.MAPPER.writeValueAsString(new FanoutRequest.Answer(answers, 1_000_000));
    }
}
