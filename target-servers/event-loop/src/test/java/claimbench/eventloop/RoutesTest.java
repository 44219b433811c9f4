package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.CpuWork;
import claimbench.contract.TokensRequest;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams, deadlines and retries with the upstream's sockets in the test's own hands: what is closed, held back, repeated. */
@Timeout(120)
class RoutesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SocketUpstream upstream = upstream();
    private final StartedServer server = server(upstream.base());

    @AfterEach
    void stop() throws IOException {
        server.close();
        upstream.close();
    }

    /** How a client leaves. */
    enum Leaving {
        CLOSES {
            @Override
            void leave(RawClient client) throws IOException {
                client.close();
            }
        },
        RESETS {
            @Override
            void leave(RawClient client) throws IOException {
                client.socket().setSoLinger(true, 0);
                client.close();
            }
        },
        ENDS_ITS_OUTPUT {
            @Override
            void leave(RawClient client) throws IOException {
                client.socket().shutdownOutput();
            }
        };

        abstract void leave(RawClient client) throws IOException;
    }

    // Streams

    @ParameterizedTest
    @EnumSource
    void clientThatLeavesInTheMiddleOfAStreamEndsTheCallOfTheUpstream(Leaving leaving) throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            call.chunk("data: one\n\n");
            client.readTo("data: one\n\n");
            leaving.leave(client);
            call.awaitCallerGone();
        }
        assertNothingUnderWay();
    }

    @ParameterizedTest
    @EnumSource
    void clientThatLeavesBeforeTheUpstreamHasSaidAnythingEndsTheCall(Leaving leaving) throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            leaving.leave(client);
            call.awaitCallerGone();
        }
        assertNothingUnderWay();
    }

    @Test
    void headIsThereBeforeTheFirstToken() throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            assertThat(client.readTo("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/event-stream\r\n");
        }
    }

    @Test
    void streamThatTheUpstreamBreaksOffDoesNotLookWhole() throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            call.chunk("data: one\n\n");
            call.socket().close();
            assertThat(client.readAll()).endsWith("data: one\n\n\r\n");
        }
        assertNothingUnderWay();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "whole"})
    void upstreamThatRefusesIsABadGateway(String mode) throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=" + mode)) {
            upstream.call().answer(503, "busy");
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 502 ").contains("status 503\"}");
            client.get("/plaintext");
            assertThat(client.readTo("Hello, World!")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void requestsSentAheadOfAStreamsEndAreAnsweredBehindIt() throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            client.readTo("\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                client.get("/wait?ms=" + i);
            }
            call.chunk("data: one\n\n");
            assertThat(client.readTo("data: one\n\n\r\n")).startsWith("b\r\n");
            call.lastChunk();
            client.readTo("0\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(client.readTo("}")).endsWith("{\"waitedMs\":" + i + "}");
            }
        }
    }

    @Test
    void headOfAStreamCallsNobody() throws Exception {
        try (var client = new RawClient(server.base())) {
            client.send("HEAD /answer?tokens=9&gap-ms=0&mode=stream HTTP/1.1\r\nHost: h\r\n\r\n");
            client.readTo("\r\n\r\n");
            client.get("/plaintext");
            client.readTo("Hello, World!");
        }
        assertThat(upstream.callsLeft()).isZero();
        assertNothingUnderWay();
    }

    @Test
    void clientThatDoesNotReadHoldsTheUpstreamBackAndLosesNothing() throws Exception {
        String part = "x".repeat(10_000);
        int parts = 5_000; // far more than all buffers on the way hold
        try (var client = new RawClient(server.base())) {
            client.send("GET /answer?tokens=9&gap-ms=0&mode=stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            client.readTo("\r\n\r\n");
            var sent = new AtomicInteger();
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    while (sent.get() < parts) {
                        call.chunk(part);
                        sent.incrementAndGet();
                    }
                    call.lastChunk();
                } catch (IOException e) {
                    sent.set(-1);
                }
            });
            var seen = new AtomicInteger(-1);
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> seen.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isBetween(1, parts - 1);
            String rest = client.readAll();
            sending.join();
            assertThat(rest).endsWith("\r\n0\r\n\r\n");
            assertThat(rest.chars().filter(c -> c == 'x').count()).isEqualTo((long) parts * part.length());
        }
    }

    @Test
    void streamInFlightIsFinishedBeforeTheServerEnds() throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=9&gap-ms=0&mode=stream")) {
            SocketUpstream.Call call = upstream.call();
            call.send(SocketUpstream.STREAM_HEAD);
            client.readTo("\r\n\r\n");
            Thread stopping = Thread.ofVirtual().start(server::close);
            await().atMost(LONG).until(() -> isRefused(server.base()));
            call.chunk("data: one\n\n");
            call.lastChunk();
            assertThat(client.readAll()).endsWith("0\r\n\r\n");
            stopping.join();
        }
    }

    @Test
    void wholeAnswerIsPutTogether() throws Exception {
        try (var client = new RawClient(server.base()).get("/answer?tokens=2&gap-ms=5&mode=whole")) {
            SocketUpstream.Call call = upstream.call();
            assertThat(call.line()).startsWith("GET " + new TokensRequest(2, 5).target() + " ");
            call.send(SocketUpstream.STREAM_HEAD);
            call.chunk(new String(TokensRequest.event(0), StandardCharsets.UTF_8));
            call.chunk(new String(TokensRequest.event(1), StandardCharsets.UTF_8));
            call.chunk(new String(TokensRequest.done(2), StandardCharsets.UTF_8));
            call.lastChunk();
            assertThat(client.readTo("}")).contains("\"text\":\"" + TokensRequest.text(2) + "\"");
        }
    }

    // Deadlines and retries

    @Test
    void callThatMissesItsDeadlineIsCancelledAndItsConnectionClosed() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (var client = new RawClient(server.base()).get("/deadline?timeout-ms=50&ms=60000")) {
                assertThat(client.readTo("}")).startsWith("HTTP/1.1 504 ").contains("within 50 ms");
                upstream.call().awaitCallerGone();
            }
        }
        assertNothingUnderWay();
    }

    @Test
    void callThatIsInTimeIsAnswered() throws Exception {
        try (var client = new RawClient(server.base()).get("/deadline?timeout-ms=60000&ms=0")) {
            upstream.call().answer(200, "{\"call\":0,\"latencyMs\":0}");
            assertThat(client.readTo("elapsedNanos"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"result\":{");
        }
    }

    @Test
    void retriesEndWithTheLastError() throws Exception {
        try (var client = new RawClient(server.base()).get("/retry?failures=9&attempts=3")) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                SocketUpstream.Call call = upstream.call();
                assertThat(call.line()).contains("attempt=" + attempt + " ");
                call.answer(503, "not yet");
            }
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 502 ").contains("3 times", "status 503");
        }
        assertThat(upstream.callsLeft()).isZero();
    }

    @Test
    void failureThatDoesNotPassIsNotTriedAgain() throws Exception {
        try (var client = new RawClient(server.base()).get("/retry?failures=9&attempts=5")) {
            upstream.call().answer(400, "wrong");
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 502 ").contains("failed 1 time;");
        }
        assertThat(upstream.callsLeft()).isZero();
    }

    @Test
    void brokenConnectionIsTriedAgain() throws Exception {
        try (var client = new RawClient(server.base()).get("/retry?failures=0&attempts=2")) {
            upstream.call().socket().close();
            upstream.call().answer(200, "{\"attempt\":2}");
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 200 ").contains("\"attempts\":2");
        }
    }

    // Several calls of which some fail

    @Test
    void callThatFailsHasTheOthersCancelled() throws Exception {
        try (var client = new RawClient(server.base()).get("/fanout?calls=3&mode=concurrent&ms=0&failing=1")) {
            SocketUpstream.Call one = upstream.call();
            SocketUpstream.Call other = upstream.call();
            upstream.call().answer(500, "broken");
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 502 ").contains("status 500\"}");
            one.awaitCallerGone();
            other.awaitCallerGone();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    void everyResultAndEveryFailureIsCollectedInCallOrder(String mode) throws Exception {
        try (var client =
                new RawClient(server.base()).get("/fanout?calls=2&mode=" + mode + "&ms=0&failing=1&on-error=collect")) {
            for (int call = 0; call < 2; call++) {
                SocketUpstream.Call received = upstream.call();
                if (received.line().contains("fail=yes")) {
                    received.answer(500, "broken");
                } else {
                    received.answer(200, "{\"call\":0,\"latencyMs\":0}");
                }
            }
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 200 ").contains("\"results\":[{\"call\":0,");
            assertThat(client.readTo("}")).contains("\"failures\":[{\"call\":1,", "status 500\"}");
        }
    }

    // What needs no upstream

    @ParameterizedTest
    @ValueSource(strings = {"loop", "pool"})
    void blockingCallIsAnswered(String where) throws Exception {
        try (var client = new RawClient(server.base())) {
            assertThat(client.getAll("/block?ms=1&where=" + where)).contains("\"blockedMs\":1,\"elapsedNanos\":");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    void mixedWorkHasTheSameResultInEveryMode(String mode) throws Exception {
        try (var client = new RawClient(server.base())) {
            assertThat(client.getAll("/mixed?tasks=3&total-ms=10&io-share=0.5&units-per-ms=2&mode=" + mode))
                    .contains("\"checksum\":\"" + CpuWork.text(CpuWork.checksum(3, 10)) + "\",\"units\":10,");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/1", "/profile/1?mode=serial&db-ms=0&api-ms=0"})
    void databaseThatIsAwayIsABadGateway(String target) throws Exception {
        try (var client = new RawClient(server.base())) {
            assertThat(client.getAll(target)).startsWith("HTTP/1.1 502 ").contains("Database failed");
        }
    }

    private void assertNothingUnderWay() {
        await().atMost(LONG).untilAsserted(() -> {
            try (var client = new RawClient(server.base())) {
                assertThat(client.getAll("/metrics"))
                        .contains("http_server_requests_active{process=\"event-loop\"} 1.0\n")
                        .contains("http_server_connections{process=\"event-loop\"} 1.0\n");
            }
        });
    }

    private static boolean isRefused(URI base) {
        try {
            new RawClient(base).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static SocketUpstream upstream() {
        try {
            return new SocketUpstream();
        } catch (IOException e) {
            throw new AssertionError("no upstream", e);
        }
    }

    private static StartedServer server(URI upstream) {
        try {
            return Servers.start(upstream, Servers.NO_DATABASE);
        } catch (IOException e) {
            throw new AssertionError("no server", e);
        }
    }
}
