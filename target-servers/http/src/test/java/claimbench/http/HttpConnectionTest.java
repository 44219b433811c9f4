package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
    private static final HttpLimits LIMITS = new HttpLimits(1_000, 100);
    private static final String GET_A = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String GET_B = "GET /b?x=1 HTTP/1.1\r\nHost: h\r\nAccept: text/plain\r\n\r\n";
    private static final String ANSWER_A = answered("GET /a null null");
    private static final String ANSWER_B = answered("GET /b x=1 text/plain");

    /** What handlers were asked, in order. */
    private final List<String> handled = new ArrayList<>();

    // Who goes wrong

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nNo colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nSpace : x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /#fragment HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\n\r\n",
                "GET / HTTP/1.1\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n\n",
                "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /  HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / http/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:1:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: :\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: :80\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:+1\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\nA: b\r\nhOST:\ta:b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u007f HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\n0\n\n",
            })
    void malformedRequestIsRefusedOnceAndTheRestThrownAway(String bytes) throws IOException {
        var transport = new MemoryTransport(bytes + GET_A, GET_A);
        connection(transport).serve();
        assertRefused(transport, 400, "malformed HTTP");
        assertThat(transport.unread())
                .as("what was sent behind is read, so that the socket is not reset")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:80", "[::1]", "[::1]:80", "10.0.0.1", "a-b.example", "", "h:", "[::1]:", "h:080"})
    void hostOfAnyKindIsTakenAgainAndAgain(String host) throws IOException {
        String request = "GET /a HTTP/1.1\r\nA: b\r\nhost: " + host + "\r\nC: d\r\n\r\n";
        String cut = request.replaceFirst("(?<=ost)", "|");
        var transport = new MemoryTransport(
                request + request, cut.substring(0, cut.indexOf('|')), cut.substring(cut.indexOf('|') + 1));
        connection(transport).serve();
        assertThat(transport.written()).isEqualTo(ANSWER_A.repeat(3));
    }

    @Test
    void refusalSaysWhatIsWrong() throws IOException {
        var transport = new MemoryTransport("GET / HTTP/1.1\r\n\r\n");
        connection(transport).serve();
        assertThat(transport.written())
                .startsWith("HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("{\"title\":\"Bad request\",\"status\":400,\"detail\":\"malformed HTTP: No Host\"}");
    }

    @Test
    void headAtTheLimitIsTakenAndOneByteMoreIsRefused() throws IOException {
        String start = "GET /a HTTP/1.1\r\nHost: h\r\nX: ";
        String filler = "x".repeat(LIMITS.headBytesMax() - start.length() - 4);
        var within = new MemoryTransport(start + filler + "\r\n\r\n" + GET_B);
        connection(within).serve();
        assertThat(within.written()).isEqualTo(ANSWER_A + ANSWER_B);

        handled.clear();
        var beyond = new MemoryTransport(start + filler + "x\r\n\r\n");
        connection(beyond).serve();
        assertRefused(beyond, 431, "the head is longer than 1000 bytes");
    }

    @Test
    void longRequestLineIsRefused() throws IOException {
        var transport =
                new MemoryTransport("GET /" + "a".repeat(LIMITS.headBytesMax()) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        connection(transport).serve();
        assertRefused(transport, 414, "the request line is longer than 1000 bytes");
    }

    @Test
    void headThatNeverEndsIsRefusedWithoutReadingOnForEver() throws IOException {
        var transport = new MemoryTransport("GET / HTTP/1.1\r\nHost: h\r\n");
        var connection = connection(transport.beforeRead(() -> transport.send("X: y\r\n")));
        connection.serve();
        assertRefused(transport, 431, "the head");
        assertThat(transport.closed())
                .as("a client that never stops is closed on")
                .isTrue();
    }

    @Test
    void bodyAtTheLimitIsThrownAwayAndOneByteMoreIsRefused() throws IOException {
        String head = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: ";
        var within = new MemoryTransport(head + "100\r\n\r\n" + "x".repeat(100) + GET_B);
        connection(within).serve();
        assertThat(within.written()).isEqualTo(answered("POST /a null null") + ANSWER_B);

        handled.clear();
        var beyond = new MemoryTransport(head + "101\r\n\r\n");
        connection(beyond).serve();
        assertRefused(beyond, 413, "the body is longer than 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n0\r\n\r\n",
                "1;extension=",
                "0\r\nTrailer: ",
            })
    void chunkedBodyBeyondTheLimitIsRefused(String body) throws IOException {
        var transport = new MemoryTransport(
                "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "x".repeat(2_000));
        connection(transport).serve();
        assertRefused(transport, 413, "the body is longer than 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /a HTTP/1.1\r\nHost: h\r\n",
                "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab"
            })
    void clientThatEndsInTheMiddleGetsNoAnswer(String bytes) throws IOException {
        var transport = new MemoryTransport(bytes);
        connection(transport).serve();
        assertThat(transport.written()).isEmpty();
        assertThat(handled).isEmpty();
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void resetByTheClientIsReportedAndTheTransportClosed() {
        var transport = new MemoryTransport("GET /a HT").failingAtEnd();
        assertThatIOException().isThrownBy(() -> connection(transport).serve()).withMessage("Connection reset");
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void handlerThatThrowsEndsTheConnection() {
        var transport = new MemoryTransport(GET_A);
        var connection = new HttpConnection(
                transport,
                request -> {
                    throw new IllegalStateException("broken");
                },
                LIMITS);
        assertThatIllegalStateException().isThrownBy(connection::serve);
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void mutatedRequestsEndInAnswersAndNeverInAFault() throws IOException {
        String seed = "POST /a?b=c HTTP/1.1\r\nHost: h:80\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
                + "3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n" + GET_B;
        for (int round = 0; round < 20_000; round++) {
            var random = new Random(round);
            var bytes = new StringBuilder(seed);
            for (int mutation = random.nextInt(4); mutation >= 0; mutation--) {
                int at = random.nextInt(bytes.length());
                switch (random.nextInt(3)) {
                    case 0 -> bytes.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> bytes.deleteCharAt(at);
                    default -> bytes.insert(at, (char) random.nextInt(256));
                }
            }
            int split = random.nextInt(bytes.length());
            var transport = new MemoryTransport(bytes.substring(0, split), bytes.substring(split));
            connection(transport).serve();
            assertThat(transport.closed()).isTrue();
        }
        // The parsers that were shared with all of that are as good as new.
        var transport = new MemoryTransport(GET_A + GET_B);
        connection(transport).serve();
        assertThat(transport.written()).isEqualTo(ANSWER_A + ANSWER_B);
    }

    // Who goes right

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        var transport = new MemoryTransport((GET_A + GET_B).repeat(50));
        connection(transport).serve();
        assertThat(transport.written()).isEqualTo((ANSWER_A + ANSWER_B).repeat(50));
    }

    @Test
    void requestsMayBeSplitAtEveryByte() throws IOException {
        String chunked =
                "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: u\r\n\r\n";
        String bytes = GET_B + chunked + GET_A;
        String answers = ANSWER_B + answered("POST /a null null") + ANSWER_A;
        for (int split = 0; split < bytes.length(); split++) {
            var transport = new MemoryTransport(bytes.substring(0, split), bytes.substring(split));
            connection(transport).serve();
            assertThat(transport.written()).as("split after byte %d", split).isEqualTo(answers);
        }
        var byteByByte = new MemoryTransport(bytes.split(""));
        connection(byteByByte).serve();
        assertThat(byteByByte.written()).isEqualTo(answers);
    }

    @Test
    void emptyLinesBetweenRequestsAreSkipped() throws IOException {
        var transport = new MemoryTransport("\r\n\r\n" + GET_A + "\r\n", "\n", GET_B);
        connection(transport).serve();
        assertThat(transport.written()).isEqualTo(ANSWER_A + ANSWER_B);
    }

    @Test
    void headIsAnsweredWithoutBody() throws IOException {
        var transport = new MemoryTransport("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n" + GET_A);
        connection(transport).serve();
        assertThat(transport.written())
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 17\r\n\r\n"
                        + ANSWER_A);
    }

    @Test
    void http10EndsWithItsAnswerUnlessItAsksToStay() throws IOException {
        var once = new MemoryTransport("GET /a HTTP/1.0\r\n\r\n");
        connection(once).serve();
        assertThat(once.written()).isEqualTo(answered("GET /a null null", "Connection: close\r\n"));

        var stays = new MemoryTransport("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + GET_B);
        connection(stays).serve();
        assertThat(stays.written()).isEqualTo(answered("GET /a null null", "Connection: keep-alive\r\n") + ANSWER_B);
    }

    @Test
    void connectionCloseEndsWithItsAnswer() throws IOException {
        var transport = new MemoryTransport("GET /a HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n" + GET_B);
        connection(transport).serve();
        assertThat(transport.written()).isEqualTo(answered("GET /a null null", "Connection: close\r\n"));
        assertThat(handled).containsExactly("GET /a null null");
    }

    @Test
    void expectationIsAnsweredBeforeTheBodyIsRead() throws IOException {
        String head = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
        var waits = new MemoryTransport(head);
        waits.beforeRead(() -> {
            if (waits.written().equals("HTTP/1.1 100 Continue\r\n\r\n") && waits.unread() == 0) {
                waits.send("abc");
                waits.beforeRead(() -> {});
            }
        });
        connection(waits).serve();
        assertThat(waits.written()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n" + answered("POST /a null null"));

        var eager = new MemoryTransport(head + "abc");
        connection(eager).serve();
        assertThat(eager.written())
                .as("a client that has not waited need not be told")
                .isEqualTo(answered("POST /a null null"));
    }

    @Test
    void targetMayBeInAbsoluteForm() throws IOException {
        var transport = new MemoryTransport(
                "GET http://h:80/b?x=1 HTTP/1.1\r\nHost: h\r\nAccept: text/plain\r\n\r\n",
                "GET http://h HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET http://h?/x HTTP/1.1\r\nHost: h\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
        connection(transport).serve();
        assertThat(handled)
                .containsExactly("GET /b x=1 text/plain", "GET / null null", "GET / /x null", "OPTIONS * null null");
    }

    @Test
    void repeatedAcceptHeadersAreJoined() throws IOException {
        var transport = new MemoryTransport("GET /a HTTP/1.1\r\nHost: h\r\nAccept: x/y\r\naccept: z/*\r\n\r\n");
        connection(transport).serve();
        assertThat(handled).containsExactly("GET /a null x/y, z/*");
    }

    @Test
    void longBodyIsSentWhole() throws IOException {
        String body = "0123456789".repeat(10_000);
        var transport = new MemoryTransport(GET_A);
        new HttpConnection(transport, request -> new Reply.Whole(Answer.text(body)), LIMITS).serve();
        assertThat(transport.written()).endsWith("Content-Length: 100000\r\n\r\n" + body);
    }

    @Test
    void answersOwnHeadersAreSent() throws IOException {
        var transport = new MemoryTransport(GET_A);
        var answer = new Answer(503, Answer.TEXT, new byte[0], Map.of("Retry-After", "1"));
        new HttpConnection(transport, request -> new Reply.Whole(answer), LIMITS).serve();
        assertThat(transport.written())
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 503 Service Unavailable",
                        "Content-Type: text/plain; charset=utf-8",
                        "Retry-After: 1",
                        "Content-Length: 0",
                        "",
                        ""));
    }

    @Test
    void nothingIsReadAheadOfTheHandler() throws IOException {
        var transport = new MemoryTransport(GET_A, GET_B);
        var unreadWhileHandling = new ArrayList<Integer>();
        new HttpConnection(
                        transport,
                        request -> {
                            unreadWhileHandling.add(transport.unread());
                            return new Reply.Whole(Answer.PLAINTEXT);
                        },
                        LIMITS)
                .serve();
        assertThat(unreadWhileHandling).containsExactly(1, 0);
    }

    @Test
    void noParserIsHeldWhileAHandlerRunsOrAConnectionIsIdle() throws IOException {
        connection(new MemoryTransport(GET_A)).serve();
        int kept = HttpConnection.PARSERS.kept();
        assertThat(kept).isPositive();
        var keptWhile = new ArrayList<Integer>();
        var transport = new MemoryTransport("GET /a HT", "TP/1.1\r\nHost: h\r\n\r\n" + GET_B, GET_A);
        transport.beforeRead(() -> keptWhile.add(HttpConnection.PARSERS.kept()));
        new HttpConnection(
                        transport,
                        request -> {
                            keptWhile.add(HttpConnection.PARSERS.kept());
                            return new Reply.Whole(Answer.PLAINTEXT);
                        },
                        LIMITS)
                .serve();
        assertThat(keptWhile)
                .as("idle, receiving, two handlers, idle, handler, idle")
                .containsExactly(kept, kept - 1, kept, kept, kept, kept, kept);
    }

    @Test
    void noBufferIsHeldWhileAHandlerRunsOrAConnectionWaits() throws IOException {
        connection(new MemoryTransport(GET_A).announcing()).serve();
        int kept = HttpConnection.INPUTS.kept();
        assertThat(kept).isPositive();
        var keptWhile = new ArrayList<Integer>();
        var transport =
                new MemoryTransport("\r\n", "GET /a HT", "TP/1.1\r\nHost: h\r\n\r\n" + GET_B, GET_A).announcing();
        transport.beforeRead(() -> keptWhile.add(HttpConnection.INPUTS.kept()));
        new HttpConnection(
                        transport,
                        request -> {
                            keptWhile.add(HttpConnection.INPUTS.kept());
                            return new Reply.Whole(Answer.PLAINTEXT);
                        },
                        LIMITS)
                .serve();
        assertThat(keptWhile)
                .as("idle, idle, receiving, a handler with bytes sent ahead, handler, idle, handler, idle")
                .containsExactly(kept, kept, kept, kept - 1, kept, kept, kept, kept);
    }

    // A thread a request

    @Test
    void availableRequestsAreAnsweredAndTheConnectionParked() throws IOException {
        var transport = new MemoryTransport(GET_A + GET_B, GET_A);
        var connection = connection(transport);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(transport.written()).isEqualTo(ANSWER_A + ANSWER_B);
        assertThat(transport.unread()).as("it does not wait for more").isEqualTo(1);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(connection.serveAvailable()).as("the client has ended").isFalse();
    }

    @Test
    void restOfABegunRequestIsWaitedFor() throws IOException {
        var transport = new MemoryTransport(GET_A + "GET /b", "?x=1 HTTP/1.1\r\nHost: h\r\nAccept: text/plain\r\n\r\n");
        assertThat(connection(transport).serveAvailable()).isTrue();
        assertThat(transport.written()).isEqualTo(ANSWER_A + ANSWER_B);
    }

    @Test
    void emptyLinesAloneAreNotWaitedOn() throws IOException {
        var transport = new MemoryTransport("\r\n", GET_A);
        var connection = connection(transport);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(transport.unread()).isEqualTo(1);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(transport.written()).isEqualTo(ANSWER_A);
    }

    @Test
    void refusedConnectionIsParkedUntilTheClientCloses() throws IOException {
        var transport = new MemoryTransport("GARBAGE\r\n\r\n", "more");
        var connection = connection(transport);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(connection.isLingering()).isTrue();
        assertThat(transport.outputClosed()).isTrue();
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(connection.serveAvailable()).isFalse();
    }

    @Test
    void overloadedServerRefusesUnread() throws IOException {
        var transport = new MemoryTransport(GET_A);
        var connection = connection(transport);
        assertThat(connection.claim()).isTrue();
        connection.refuse(Problem.overloaded("full"));
        assertThat(transport.unread()).isEqualTo(1);
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(connection.serveAvailable()).isFalse();
        assertThat(transport.written()).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
        assertThat(handled).isEmpty();
    }

    // The end of a server

    @Test
    void idleConnectionIsDrainedAtOnce() throws IOException {
        var transport = new MemoryTransport(GET_A);
        var connection = connection(transport);
        connection.serveAvailable();
        connection.drain();
        assertThat(transport.closed()).isTrue();
        assertThat(connection.claim()).isFalse();
    }

    @Test
    void requestInFlightIsAnsweredBeforeADrain() throws IOException {
        var transport = new MemoryTransport(GET_A, GET_B);
        var drained = new AtomicReference<HttpConnection>();
        var connection = new HttpConnection(
                transport,
                request -> {
                    drained.get().drain();
                    assertThat(transport.closed()).isFalse();
                    return new Reply.Whole(Answer.text("last"));
                },
                LIMITS);
        drained.set(connection);
        connection.serve();
        assertThat(transport.written()).contains("Connection: close\r\n").endsWith("last");
        assertThat(transport.unread()).isEqualTo(1);
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void claimedRequestIsAnsweredBeforeADrain() throws IOException {
        var transport = new MemoryTransport(GET_A);
        var connection = connection(transport);
        assertThat(connection.claim()).isTrue();
        connection.drain();
        assertThat(transport.closed()).isFalse();
        assertThat(connection.serveAvailable()).isFalse();
        assertThat(transport.written()).isEqualTo(answered("GET /a null null", "Connection: close\r\n"));
    }

    @Test
    void connectionThatComesAfterADrainIsDrained() {
        var connections = new Connections();
        connections.drain();
        var transport = new MemoryTransport(GET_A);
        connections.add(connection(transport));
        assertThat(transport.closed()).isTrue();
    }

    private HttpConnection connection(Transport transport) {
        return new HttpConnection(
                transport,
                asked -> {
                    String request =
                            asked.method() + " " + asked.path() + " " + asked.rawQuery() + " " + asked.accept();
                    handled.add(request);
                    return new Reply.Whole(Answer.text(request));
                },
                LIMITS);
    }

    private void assertRefused(MemoryTransport transport, int status, String detail) {
        assertThat(handled).isEmpty();
        assertThat(transport.written())
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Connection: close\r\n")
                .contains("\"detail\":\"" + detail)
                .endsWith("}")
                .containsOnlyOnce("HTTP/1.1 " + status);
        assertThat(transport.outputClosed()).isTrue();
        assertThat(transport.closed()).isTrue();
    }

    private static String answered(String body, String... headers) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length() + "\r\n"
                + String.join("", headers) + "\r\n" + body;
    }
}
