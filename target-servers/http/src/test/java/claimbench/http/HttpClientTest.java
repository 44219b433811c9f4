package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import claimbench.contract.Distribution;
import claimbench.contract.FlakyRequest;
import claimbench.contract.MailRequest;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamFailure;
import claimbench.contract.UpstreamRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientTest {
    private static final URI BASE = URI.create("http://127.0.0.1:8089");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Connections that the upstream will accept, in order. */
    private final Deque<MemoryTransport> accepted = new ArrayDeque<>();

    private final List<InetSocketAddress> connected = new ArrayList<>();
    private final HttpClient client = new HttpClient(
            address -> {
                connected.add(address);
                return accepted.removeFirst();
            },
            BASE);

    // Who goes wrong

    @Test
    void refusedConnectionNamesTheUrl() throws IOException {
        int nobodysPort;
        try (var socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        URI base = URI.create("http://127.0.0.1:" + nobodysPort);
        try (var alone = new HttpClient(ChannelTransport.CONNECTOR, base)) {
            assertThatIOException()
                    .isThrownBy(() -> alone.get("/a?b=c"))
                    .withMessage(base + "/a?b=c: Connection refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
            })
    void answerThatEndsTooSoonIsAFailure(String bytes) {
        MemoryTransport transport = accept(bytes);
        assertThatIOException()
                .isThrownBy(() -> client.get("/a"))
                .withMessageStartingWith("http://127.0.0.1:8089/a: the connection ended before");
        assertThat(transport.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void answerThatIsNotHttpIsAFailure(String bytes) {
        MemoryTransport transport = accept(bytes);
        assertThatIOException().isThrownBy(() -> client.get("/a")).withMessageContaining("malformed HTTP");
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void answerThatIsTooLongIsAFailure() {
        accept("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(ResponseParser.BODY_BYTES_MAX + 1));
        assertThatIOException().isThrownBy(() -> client.get("/a")).withMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void callIsMadeAgainWhereAKeptConnectionTurnsOutClosed() throws IOException {
        MemoryTransport stale = accept(OK);
        accept(OK);
        client.get("/a");
        assertThat(text(client.get("/b"))).isEqualTo("ok");
        assertThat(connected).hasSize(2);
        assertThat(stale.closed()).isTrue();
    }

    @Test
    void callIsMadeAgainOnlyOnce() throws IOException {
        accept(OK);
        accept("");
        client.get("/a");
        assertThatIOException().isThrownBy(() -> client.get("/b"));
        assertThat(connected).hasSize(2);
    }

    @Test
    void callIsNotMadeAgainOnceAnythingWasReceived() throws IOException {
        accept(OK, "HTTP/1.1 200 OK\r\nContent-");
        client.get("/a");
        assertThatIOException().isThrownBy(() -> client.get("/b"));
        assertThat(connected).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "xHTTP/1.1 200 OK\r\n", "0\r\n\r\n"})
    void callDoesNotAnswerForSurplusBytesOfTheOneBefore(String surplus) throws IOException {
        MemoryTransport late = accept(OK, surplus + OK);
        accept(OK, OK);
        client.get("/a");
        assertThat(text(client.get("/b"))).isEqualTo("ok");
        assertThat(late.closed()).isTrue();
        try (ResponseStream stream = client.openStream("/c")) {
            assertThat(stream.status()).isEqualTo(200);
        }
        assertThat(connected).hasSize(2);
    }

    @Test
    void freshConnectionIsNotTriedTwice() {
        accept("");
        assertThatIOException().isThrownBy(() -> client.get("/a"));
        assertThat(connected).hasSize(1);
    }

    @Test
    void connectionWithBytesLeftOverIsNotKept() throws IOException {
        MemoryTransport transport = accept(OK + "surplus");
        accept(OK);
        client.get("/a");
        assertThat(transport.closed()).isTrue();
        assertThat(text(client.get("/b"))).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a b", "/a\r\nX: y", "/ä"})
    void targetThatCannotBeSentIsRefused(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.get(target))
                .withMessageContaining("'" + target + "'");
        assertThat(connected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h", "http:///", "http://h/path", "h:80"})
    void baseThatIsNoUpstreamIsRefused(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpClient(ChannelTransport.CONNECTOR, URI.create(base)))
                .withMessageContaining(base);
    }

    @Test
    void closedClientConnectsNoMore() throws IOException {
        MemoryTransport transport = accept(OK);
        client.get("/a");
        client.close();
        assertThat(transport.closed()).isTrue();
        assertThatIOException().isThrownBy(() -> client.get("/b")).withMessageContaining("closed");
    }

    @Test
    void postIsNotSentAgainWhereTheUpstreamMayHaveTakenIt() throws IOException {
        MemoryTransport kept = accept(OK).quiet();
        client.get("/a");
        assertThatIOException().isThrownBy(() -> client.post("/mail")).withMessageContaining("the connection ended");
        assertThat(kept.written()).containsOnlyOnce("POST /mail ");
        assertThat(connected).as("no second connection").hasSize(1);
    }

    @Test
    void postTakesNoConnectionThatTheUpstreamHasClosed() throws IOException {
        MemoryTransport kept = accept(OK);
        accept(OK);
        client.get("/a");
        assertThat(text(client.post("/mail"))).isEqualTo("ok");
        assertThat(kept.written()).doesNotContain("POST");
        assertThat(kept.closed()).isTrue();
    }

    @Test
    void streamThatBreaksOffIsAFailureAndItsConnectionIsClosed() throws IOException {
        MemoryTransport transport = accept("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n");
        try (ResponseStream stream = client.openStream("/s")) {
            assertThat(stream.read()).asString().isEqualTo("ok");
            assertThatIOException()
                    .isThrownBy(stream::read)
                    .withMessage("http://127.0.0.1:8089/s: the connection ended before the answer did");
            assertThat(transport.closed()).isTrue();
            assertThat(stream.read()).as("it is over").isNull();
        }
    }

    @Test
    void streamThatIsClosedBeforeItsEndClosesItsConnection() throws IOException {
        MemoryTransport transport =
                accept("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "0\r\n\r\n");
        accept(OK);
        try (ResponseStream stream = client.openStream("/s")) {
            assertThat(stream.read()).asString().isEqualTo("ok");
        }
        assertThat(transport.closed()).isTrue();
        assertThat(transport.unread()).as("the end is not waited for").isEqualTo(1);
        client.get("/b");
        assertThat(connected).hasSize(2);
    }

    // Who goes right

    @Test
    void postIsSentOnAConnectionThatIsOpen() throws IOException {
        MemoryTransport transport = accept(OK, OK).quiet();
        client.get("/a");
        client.post("/mail?user=1&ms=2");
        assertThat(transport.written())
                .endsWith(String.join(
                        "\r\n",
                        "POST /mail?user=1&ms=2 HTTP/1.1",
                        "Host: 127.0.0.1:8089",
                        "Accept: */*",
                        "Content-Length: 0",
                        "",
                        ""));
        assertThat(connected).hasSize(1);
    }

    @Test
    void streamIsReadAsItComesAndItsConnectionKept() throws IOException {
        MemoryTransport transport = accept(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "3\r\none\r\n3\r\ntwo\r\n",
                "5\r\nth",
                "ree\r\n0\r\n\r\n",
                OK);
        try (ResponseStream stream = client.openStream("/s")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(transport.unread()).as("the head is enough").isEqualTo(4);
            assertThat(stream.read()).asString().isEqualTo("onetwo");
            assertThat(transport.unread()).as("nothing is read ahead").isEqualTo(3);
            assertThat(stream.read()).asString().isEqualTo("th");
            assertThat(stream.read()).asString().isEqualTo("ree");
            assertThat(stream.read()).isNull();
        }
        assertThat(transport.closed()).isFalse();
        assertThat(text(client.get("/b"))).isEqualTo("ok");
        assertThat(connected).hasSize(1);
    }

    @Test
    void streamMayBeLongerThanAnyAnswerThatIsKeptWhole() throws IOException {
        String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
        int chunks = 2 * ResponseParser.BODY_BYTES_MAX / 0x400;
        MemoryTransport transport = accept("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < chunks; i++) {
            transport.send(chunk);
        }
        transport.send("0\r\n\r\n");
        long bytes = 0;
        try (ResponseStream stream = client.openStream("/s")) {
            for (byte[] part = stream.read(); part != null; part = stream.read()) {
                bytes += part.length;
            }
        }
        assertThat(bytes).isEqualTo(2L * ResponseParser.BODY_BYTES_MAX);
    }

    @Test
    void requestIsSentAsItShouldBe() throws IOException {
        MemoryTransport transport = accept(OK);
        client.get("/generate?ms=100");
        assertThat(transport.written())
                .isEqualTo("GET /generate?ms=100 HTTP/1.1\r\nHost: 127.0.0.1:8089\r\nAccept: */*\r\n\r\n");
        assertThat(connected).map(InetSocketAddress::toString).containsExactly("/127.0.0.1:8089");
    }

    @Test
    void connectionIsKeptForTheNextCall() throws IOException {
        accept(OK, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", OK);
        assertThat(client.get("/a").status()).isEqualTo(200);
        assertThat(client.get("/b").status()).isEqualTo(503);
        assertThat(text(client.get("/c"))).isEqualTo("ok");
        assertThat(connected).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nT: u\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK,
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\n\r\nok",
            })
    void answerMayBeFramedInAnyWayAndSplitAtEveryByte(String bytes) throws IOException {
        for (int split = 0; split < bytes.length(); split++) {
            accept(bytes.substring(0, split), bytes.substring(split));
            try (var once = new HttpClient(address -> accepted.removeFirst(), BASE)) {
                assertThat(text(once.get("/a")))
                        .as("split after byte %d", split)
                        .isEqualTo("ok");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\n\r\nok"
            })
    void connectionThatEndsWithItsAnswerIsNotKept(String bytes) throws IOException {
        MemoryTransport transport = accept(bytes);
        accept(OK);
        client.get("/a");
        assertThat(transport.closed()).isTrue();
        client.get("/b");
        assertThat(connected).hasSize(2);
    }

    // The upstream's own answers

    @Test
    void resultOfTheUpstreamIsRead() throws IOException {
        String json = "{\"call\":3,\"latencyMs\":12.5}";
        MemoryTransport transport = accept("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
        var request = new UpstreamRequest(10, Distribution.EXPONENTIAL, 7, 3);
        assertThat(new UpstreamClient(client).generate(request)).isEqualTo(new UpstreamRequest.Answer(3, 12.5));
        assertThat(transport.written()).startsWith("GET " + request.target() + " HTTP/1.1\r\n");
    }

    @Test
    void anythingButAResultIsAFailureThatSaysWhatCame() {
        var request = new UpstreamRequest(10, Distribution.FIXED, 1, 0);
        accept("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
        assertThatIOException()
                .isThrownBy(() -> new UpstreamClient(client).generate(request))
                .withMessage(UpstreamFailure.status(request.target(), 503));
        accept(OK);
        assertThatIOException()
                .isThrownBy(() -> new UpstreamClient(client).generate(request))
                .withMessage(UpstreamFailure.noResult(request.target()));
    }

    @Test
    void statusOfAFailureSaysWhetherItMayPass() throws IOException {
        var upstream = new UpstreamClient(client);
        var request = new FlakyRequest(2, 1);
        accept("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        assertThatExceptionOfType(UpstreamStatusException.class)
                .isThrownBy(() -> upstream.flaky(request))
                .matches(UpstreamClient::mayPass)
                .satisfies(e -> assertThat(e.status()).isEqualTo(503));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 429, 500, 501})
    void callThatWasWrongIsNotMadeAgain(int status) {
        accept("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
        assertThatExceptionOfType(UpstreamStatusException.class)
                .isThrownBy(() -> new UpstreamClient(client).flaky(new FlakyRequest(2, 1)))
                .matches(e -> !UpstreamClient.mayPass(e));
    }

    @Test
    void connectionThatFailsMayPassButAnInterruptDoesNot() {
        assertThat(UpstreamClient.mayPass(new IOException("Connection refused")))
                .isTrue();
        assertThat(UpstreamClient.mayPass(new InterruptedIOException())).isFalse();
        assertThat(UpstreamClient.mayPass(new IllegalStateException())).isFalse();
    }

    @Test
    void mailThatIsNotAcceptedIsAFailure() {
        accept("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThatExceptionOfType(UpstreamStatusException.class)
                .isThrownBy(() -> new UpstreamClient(client).mail(new MailRequest(1, 0)));
    }

    @Test
    void tokensAreReadWholeOrAsTheyCome() throws IOException {
        var request = new TokensRequest(2, 0);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(TokensRequest.event(0));
        bytes.writeBytes(TokensRequest.event(1));
        bytes.writeBytes(TokensRequest.done(2));
        String events = bytes.toString(StandardCharsets.UTF_8);
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + events.length() + "\r\n\r\n" + events;
        accept(answer, answer);
        var upstream = new UpstreamClient(client);
        assertThat(upstream.text(request)).isEqualTo(TokensRequest.text(2));
        try (ResponseStream stream = upstream.tokens(request)) {
            assertThat(stream.read()).asString().startsWith("data: ");
        }
    }

    @Test
    void streamOfTokensThatIsRefusedIsAFailureThatSaysSo() {
        var transport = accept("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
        assertThatExceptionOfType(UpstreamStatusException.class)
                .isThrownBy(() -> new UpstreamClient(client).tokens(new TokensRequest(2, 0)))
                .withMessage("/tokens?tokens=2&gap-ms=0 was answered with status 503");
        assertThat(transport.closed()).isTrue();
    }

    @Test
    void tokensWithoutAnEndAreAFailure() {
        accept("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThatIOException()
                .isThrownBy(() -> new UpstreamClient(client).text(new TokensRequest(2, 0)))
                .withMessageContaining("no stream of tokens");
    }

    private MemoryTransport accept(String... pieces) {
        var transport = new MemoryTransport(pieces);
        accepted.add(transport);
        return transport;
    }

    private static String text(ClientResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
