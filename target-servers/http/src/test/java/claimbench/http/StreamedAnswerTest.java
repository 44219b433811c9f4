package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are sent as they are made, as bytes. */
class StreamedAnswerTest {
    private static final String GET = "GET /s HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String HEAD_LINES = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final String CHUNKED = HEAD_LINES + "Transfer-Encoding: chunked\r\n\r\n";

    // Who goes wrong

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyThatBreaksOffClosesTheConnectionWithoutALastChunk(boolean checked) {
        var transport = new MemoryTransport(GET + GET);
        assertThatIOException()
                .isThrownBy(() -> serve(transport, client -> {
                    client.send(ascii("one"));
                    throw checked ? new Exception("out of luck") : new IllegalStateException("out of luck");
                }));
        assertThat(transport.written()).isEqualTo(CHUNKED + "3\r\none\r\n");
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void bodyThatBreaksOffResetsTheConnectionWhereItsEndIsTheBodys() throws IOException {
        var broken = new MemoryTransport("GET /s HTTP/1.0\r\n\r\n");
        assertThatIOException()
                .isThrownBy(() -> serve(broken, client -> {
                    client.send(ascii("one"));
                    throw new ProblemException(Problem.upstreamFailed("gone"));
                }));
        assertThat(broken.wasReset()).isTrue();

        var whole = new MemoryTransport("GET /s HTTP/1.0\r\n\r\n");
        serve(whole, client -> client.send(ascii("one")));
        assertThat(whole.wasReset()).isFalse();

        var refused = new MemoryTransport("GET /s HTTP/1.0\r\n\r\n");
        serve(refused, client -> {
            throw new ProblemException(Problem.upstreamFailed("gone"));
        });
        assertThat(refused.written()).startsWith("HTTP/1.1 502 ");
        assertThat(refused.wasReset()).isFalse();
    }

    @Test
    void problemBeforeTheFirstPartIsTheAnswerAndTheConnectionGoesOn() throws IOException {
        var transport = new MemoryTransport(GET + GET);
        serve(transport, client -> {
            throw new ProblemException(Problem.upstreamFailed("gone"));
        });
        assertThat(transport.written())
                .startsWith("HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\n")
                .contains("}HTTP/1.1 502 ");
    }

    @Test
    void problemBehindTheHeadBreaksTheStreamOff() {
        var transport = new MemoryTransport(GET);
        assertThatIOException()
                .isThrownBy(() -> serve(transport, client -> {
                    client.begin();
                    throw new ProblemException(Problem.upstreamFailed("gone"));
                }));
        assertThat(transport.written()).isEqualTo(CHUNKED);
        assertThat(transport.closed()).isTrue();
    }

    // Who goes right

    @Test
    void eachPartIsAChunkAndTheConnectionIsKept() throws IOException {
        var transport = new MemoryTransport(GET + GET);
        serve(transport, client -> {
            client.send(ascii("one"));
            client.send(ascii("x".repeat(20)));
        });
        assertThat(transport.written())
                .isEqualTo((CHUNKED + "3\r\none\r\n14\r\n" + "x".repeat(20) + "\r\n0\r\n\r\n").repeat(2));
    }

    @Test
    void partsAreSentAtOnceAndTheHeadBeforeThemWhereItIsWanted() throws IOException {
        var transport = new MemoryTransport(GET);
        List<String> written = new ArrayList<>();
        serve(transport, client -> {
            client.begin();
            written.add(transport.written());
            client.send(ascii("one"));
            written.add(transport.written());
        });
        assertThat(written).containsExactly(CHUNKED, CHUNKED + "3\r\none\r\n");
    }

    @Test
    void bodyWithoutPartsIsAnEmptyAnswer() throws IOException {
        var transport = new MemoryTransport(GET);
        serve(transport, client -> {});
        assertThat(transport.written()).isEqualTo(CHUNKED + "0\r\n\r\n");
    }

    @Test
    void headGetsTheHeadAloneAndNoBodyIsMade() throws IOException {
        var transport = new MemoryTransport("HEAD /s HTTP/1.1\r\nHost: h\r\n\r\n" + GET);
        List<String> made = new ArrayList<>();
        serve(transport, client -> {
            made.add("body");
            client.send(ascii("a"));
        });
        assertThat(transport.written()).isEqualTo(CHUNKED + CHUNKED + "1\r\na\r\n0\r\n\r\n");
        assertThat(made).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void http10GetsNoChunksAndTheEndOfTheConnection(String header) throws IOException {
        var transport = new MemoryTransport("GET /s HTTP/1.0\r\n" + header + "\r\n");
        serve(transport, client -> {
            client.send(ascii("one"));
            client.send(ascii("two"));
        });
        assertThat(transport.written()).isEqualTo(HEAD_LINES + "Connection: close\r\n\r\nonetwo");
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void clientThatAsksForItIsToldThatTheStreamIsTheLastAnswer() throws IOException {
        var transport = new MemoryTransport("GET /s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        serve(transport, client -> client.send(ascii("a")));
        assertThat(transport.written())
                .contains("Connection: close\r\n")
                .contains("Transfer-Encoding: chunked\r\n")
                .endsWith("1\r\na\r\n0\r\n\r\n");
    }

    @Test
    void streamInFlightIsFinishedBeforeADrain() throws IOException {
        var transport = new MemoryTransport(GET, GET);
        var drained = new AtomicReference<HttpConnection>();
        var connection = connection(transport, client -> {
            client.send(ascii("a"));
            drained.get().drain();
            client.send(ascii("b"));
        });
        drained.set(connection);
        connection.serve();
        assertThat(transport.written()).isEqualTo(CHUNKED + "1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
        assertThat(transport.unread()).isEqualTo(1);
        assertThat(transport.closed()).isTrue();
    }

    private static void serve(MemoryTransport transport, Reply.Body body) throws IOException {
        connection(transport, body).serve();
    }

    private static HttpConnection connection(MemoryTransport transport, Reply.Body body) {
        return new HttpConnection(
                transport,
                request -> request.path().equals("/s")
                        ? new Reply.Streamed("text/event-stream", body)
                        : new Reply.Whole(Answer.PLAINTEXT),
                HttpLimits.DEFAULT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
