package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final ServerMeters meters = new ServerMeters("stub");
    private final Dispatcher dispatcher =
            new Dispatcher(misbehaving(), meters, new AboutServer("stub", Map.of("pool", 3)), new Admission());

    /** Throws whatever a handler may throw; only a wait of 0 ms succeeds. */
    private static Handlers misbehaving() {
        return new Handlers()
                .json(Route.WAIT, WaitRequest::from, DispatcherTest::waitFor)
                .json(Route.FANOUT, FanoutRequest::from, request -> {
                    throw new IOException("connection reset");
                })
                .json(Route.CPU, CpuRequest::from, request -> {
                    throw new Exception("out of luck");
                })
                .reply(
                        Route.ANSWER,
                        AnswerRequest::from,
                        request -> new Reply.Streamed("text/event-stream", client -> stream(request, client)));
    }

    /** As many parts as there are tokens; a gap of 1 ms fails before them, one of 2 ms behind. */
    private static void stream(AnswerRequest request, Reply.Sink client) throws IOException {
        if (request.gapMs() == 1) {
            throw new IOException("connection refused");
        }
        for (int token = 0; token < request.tokens(); token++) {
            client.send(new byte[1]);
        }
        if (request.gapMs() == 2) {
            throw new IOException("connection reset");
        }
    }

    private static WaitRequest.Answer waitFor(WaitRequest request) {
        if (request.ms() > 1) {
            throw new StackOverflowError();
        }
        if (request.ms() > 0) {
            throw new ProblemException(Problem.overloaded("no thread is free"));
        }
        return new WaitRequest.Answer(0);
    }

    @Test
    void failureOfAHandlerHasAnIdAndNothingOfTheInside() {
        Answer answer = get("/cpu", "tasks=1&units=1&mode=serial");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(body(answer)).matches(".*\"id\":\"[0-9a-f-]{36}\".*").doesNotContain("luck");
        assertThat(body(get("/cpu", "tasks=1&units=1&mode=serial")))
                .as("each failure has an id of its own")
                .isNotEqualTo(body(answer));
    }

    @Test
    void failureOfTheUpstreamIsABadGateway() {
        Answer answer = get("/fanout", "calls=1&mode=serial&ms=1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(body(answer)).contains("connection reset");
    }

    @Test
    void problemOfAHandlerIsItsAnswer() {
        Answer answer = get("/wait", "ms=1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void badRequestReachesNoHandler() {
        assertThat(get("/cpu", "tasks=0&units=1&mode=serial").status()).isEqualTo(400);
        assertThat(get("/fanout", "").status()).isEqualTo(400);
        assertThat(get("/nothing", "").status()).isEqualTo(404);
        assertThat(ask("POST", "/cpu", null).status()).isEqualTo(405);
    }

    @Test
    void everyRequestIsCountedOnceAndNoneStaysUnderWay() {
        get("/wait", "ms=0");
        get("/wait", "ms=1");
        get("/cpu", "tasks=1&units=1&mode=parallel");
        get("/nothing", "");
        assertThat(meters.text())
                .contains("mode=\"none\",outcome=\"success\",process=\"stub\",route=\"/wait\"} 1\n")
                .contains("mode=\"none\",outcome=\"server_error\",process=\"stub\",route=\"/wait\"} 1\n")
                .contains("mode=\"parallel\",outcome=\"server_error\",process=\"stub\",route=\"/cpu\"} 1\n")
                .contains("mode=\"none\",outcome=\"client_error\",process=\"stub\",route=\"none\"} 1\n")
                .contains("http_server_requests_active{process=\"stub\"} 0.0\n");
    }

    @Test
    void requestThatAnErrorCutsOffIsUnderWayNoMoreAndCountsAsAFailure() {
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> get("/wait", "ms=2"));
        assertThat(meters.text())
                .contains("mode=\"none\",outcome=\"failure\",process=\"stub\",route=\"/wait\"} 1\n")
                .contains("http_server_requests_active{process=\"stub\"} 0.0\n");
    }

    @Test
    void streamIsInFlightUntilItsLastPart() throws Exception {
        Reply.Streamed streamed = stream("GET", 0);
        assertThat(meters.text()).contains("http_server_requests_active{process=\"stub\"} 1.0\n");
        List<byte[]> parts = new ArrayList<>();
        streamed.body().writeTo(parts::add);
        assertThat(parts).hasSize(3);
        assertThat(meters.text())
                .contains("mode=\"stream\",outcome=\"success\",process=\"stub\",route=\"/answer\"} 1\n")
                .contains("http_server_requests_active{process=\"stub\"} 0.0\n");
    }

    @Test
    void headOfAStreamIsOverAtOnce() {
        stream("HEAD", 0);
        assertThat(meters.text())
                .contains("mode=\"stream\",outcome=\"success\",process=\"stub\",route=\"/answer\"} 1\n")
                .contains("http_server_requests_active{process=\"stub\"} 0.0\n");
    }

    @Test
    void streamThatFailsBeforeItsFirstPartIsAProblemAndOneThatFailsLaterBreaksOff() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> stream("GET", 1).body().writeTo(part -> {}))
                .matches(e -> e.problem().status() == 502);
        assertThatIOException()
                .isThrownBy(() -> stream("GET", 2).body().writeTo(part -> {}))
                .withMessage("connection reset");
        assertThatIOException()
                .as("a client that has left gets no problem")
                .isThrownBy(() -> stream("GET", 0).body().writeTo(part -> {
                    throw new IOException("Broken pipe");
                }))
                .withMessage("Broken pipe");
        assertThat(meters.text())
                .contains("mode=\"stream\",outcome=\"server_error\",process=\"stub\",route=\"/answer\"} 1\n")
                .contains("mode=\"stream\",outcome=\"failure\",process=\"stub\",route=\"/answer\"} 2\n")
                .contains("http_server_requests_active{process=\"stub\"} 0.0\n");
    }

    private Reply.Streamed stream(String method, int gapMs) {
        return (Reply.Streamed)
                dispatcher.dispatch(new ClientRequest(method, "/answer", "tokens=3&mode=stream&gap-ms=" + gapMs, null));
    }

    @Test
    void routesThatNeedNoHandlerAreAnsweredHere() {
        assertThat(body(get("/plaintext", ""))).isEqualTo("Hello, World!");
        assertThat(body(get("/health", ""))).isEqualTo("{\"status\":\"ready\"}");
        assertThat(body(get("/about", ""))).contains("\"model\":\"stub\"", "\"settings\":{\"pool\":3}");
        assertThat(body(get("/metrics", ""))).contains("jvm_memory_used_bytes");
        assertThat(body(get("/wait", "ms=0"))).isEqualTo("{\"waitedMs\":0}");
    }

    private Answer get(String path, String query) {
        return ask("GET", path, query);
    }

    private Answer ask(String method, String path, @Nullable String query) {
        return ((Reply.Whole) dispatcher.dispatch(new ClientRequest(method, path, query, null))).answer();
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
