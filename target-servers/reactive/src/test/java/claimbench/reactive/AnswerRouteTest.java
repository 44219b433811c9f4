package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.TokensRequest;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that go wrong, and one that goes well. */
@Timeout(60)
class AnswerRouteTest {
    private static final String TARGET = "/answer?tokens=3&gap-ms=0&mode=stream";

    private RawUpstream upstream;
    private ReactiveServer server;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        upstream = new RawUpstream((target, client) -> false);
        server = Servers.start(upstream.base(), Servers.NO_DATABASE);
        http = new Http(server);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
        upstream.close();
    }

    @Test
    void streamThatNeverBeginsIsABadGateway() throws Exception {
        assertThat(http.get(TARGET).statusCode()).as("hung up").isEqualTo(502);
        upstream.will((target, client) -> {
            RawUpstream.writeWhole(client, 503, "busy");
            return true;
        });
        assertThat(http.get(TARGET).statusCode()).as("503").isEqualTo(502);
        upstream.will((target, client) -> {
            RawUpstream.write(client, "nonsense\r\n\r\n");
            return false;
        });
        assertThat(http.get(TARGET).statusCode()).as("nonsense").isEqualTo(502);
        assertThat(http.meter("http_server_requests_seconds_count", "route=\"/answer\"", "outcome=\"server_error\""))
                .isEqualTo(3);
    }

    @Test
    void streamThatBreaksOffDoesNotLookWhole() throws Exception {
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            RawUpstream.writeChunk(client, "data: 1\n\n");
            return false;
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            assertThat(client.readToEnd()).contains("data: 1\n\n").doesNotEndWith("0\r\n\r\n");
        }
        http.awaitMeter(
                1, "http_server_requests_seconds_count", "route=\"/answer\"", "outcome=\"failure\"", "mode=\"stream\"");
    }

    @Test
    void streamThatBreaksOffIsResetWhereThereAreNoChunksToTell() throws Exception {
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            RawUpstream.writeChunk(client, "data: 1\n\n");
            awaitRelayed(client);
            return false;
        });
        try (var client = new RawClient(server.port()).send("GET " + TARGET + " HTTP/1.0\r\n\r\n")) {
            assertThat(client.readUntil("data: 1\n\n")).doesNotContainIgnoringCase("chunked");
            relayed.countDown();
            assertThatIOException().isThrownBy(client::readToEnd);
        }
    }

    private final CountDownLatch relayed = new CountDownLatch(1);

    private void awaitRelayed(Socket client) throws InterruptedException {
        assertThat(client.isConnected()).isTrue();
        relayed.await();
    }

    @Test
    void clientThatLeavesEndsTheCallOfTheUpstreamThoughNoTokenIsDue() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            RawUpstream.writeChunk(client, "data: 1\n\n");
            RawUpstream.awaitEnd(client);
            return !ended.complete(true);
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            client.readUntil("data: 1\n\n");
            assertThat(ended).isNotDone();
        }
        Http.eventually(() -> assertThat(ended).isDone());
        http.awaitMeter(1, "http_server_requests_active");
        assertThat(http.meter("http_server_requests_seconds_count", "route=\"/answer\"", "outcome=\"failure\""))
                .isEqualTo(1);
    }

    @Test
    void clientThatEndsItsOutputHasLeft() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            RawUpstream.awaitEnd(client);
            return !ended.complete(true);
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            client.readUntil("\r\n\r\n");
            client.endOutput();
            Http.eventually(() -> assertThat(ended).isDone());
        }
    }

    @Test
    void clientThatLeavesBeforeTheUpstreamHasBegunToAnswerEndsTheCall() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        upstream.will((target, client) -> {
            RawUpstream.awaitEnd(client);
            return !ended.complete(true);
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            Http.eventually(() -> assertThat(upstream.received()).hasSize(1));
            // What it sends ahead does not hide that it leaves.
            client.get("/plaintext");
        }
        Http.eventually(() -> assertThat(ended).isDone());
    }

    @Test
    void clientThatDoesNotReadHoldsTheUpstreamBack() throws Exception {
        String part = "x".repeat(8_000);
        var sent = new AtomicLong();
        var ended = new CompletableFuture<Boolean>();
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            try {
                while (true) {
                    RawUpstream.writeChunk(client, part);
                    sent.addAndGet(part.length());
                }
            } finally {
                ended.complete(true);
            }
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            client.readUntil("\r\n\r\n");
            long[] before = {-1};
            Http.await().pollInterval(Duration.ofMillis(500)).until(() -> {
                boolean stands = sent.get() == before[0];
                before[0] = sent.get();
                return stands;
            });
            assertThat(sent.get())
                    .as("what the sockets' buffers take, and some parts on the way")
                    .isLessThan(64L * 1024 * 1024);
            client.skip(20 * part.length());
            assertThat(ended).isNotDone();
        }
        Http.eventually(() -> assertThat(ended).isDone());
    }

    @Test
    void partsAreSentAsTheyCome() throws Exception {
        var next = new LinkedBlockingQueue<String>();
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            for (String part = next.take(); !part.isEmpty(); part = next.take()) {
                RawUpstream.writeChunk(client, part);
            }
            RawUpstream.write(client, "0\r\n\r\n");
            return true;
        });
        try (var client = new RawClient(server.port()).get(TARGET)) {
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/event-stream");
            for (int index = 0; index < 3; index++) {
                String event = new String(TokensRequest.event(index), StandardCharsets.UTF_8);
                next.add(event);
                assertThat(client.readUntil(event))
                        .isEqualToIgnoringCase(
                                (index == 0 ? "" : "\r\n") + Integer.toHexString(event.length()) + "\r\n" + event);
            }
            next.add("");
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
            client.get("/plaintext");
            assertThat(client.status()).as("the connection is kept").isEqualTo(200);
        }
        http.awaitMeter(1, "http_server_requests_seconds_count", "route=\"/answer\"", "outcome=\"success\"");
    }

    @Test
    void headIsAnsweredWithoutACall() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("HEAD " + TARGET + " HTTP/1.1\r\nHost: target\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ").contains("text/event-stream");
            client.get("/plaintext");
            assertThat(client.readUntil("Hello, World!")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void wholeAnswerIsTheText() throws Exception {
        upstream.will((target, client) -> {
            RawUpstream.writeStreamHead(client);
            for (int index = 0; index < 3; index++) {
                RawUpstream.writeChunk(client, new String(TokensRequest.event(index), StandardCharsets.UTF_8));
            }
            RawUpstream.writeChunk(client, new String(TokensRequest.done(3), StandardCharsets.UTF_8));
            RawUpstream.write(client, "0\r\n\r\n");
            return true;
        });
        assertThat(http.get("/answer?tokens=3&gap-ms=0&mode=whole").body())
                .startsWith("{\"text\":\"Waiting costs nothing \",\"elapsedNanos\":");
        upstream.will((target, client) -> {
            RawUpstream.writeWhole(client, 200, "data: {}\n\n");
            return true;
        });
        assertThat(http.get("/answer?tokens=3&gap-ms=0&mode=whole").statusCode())
                .isEqualTo(502);
    }
}
