package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.TokensRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of each fault: the bytes, and how the connection ends. */
@Timeout(60)
class FaultyAnswersTest {
    private static final String GENERATE = "GET /generate?ms=0 HTTP/1.1\r\nHost: u\r\n\r\n";
    private static final String TOKENS = "GET /tokens?tokens=10&gap-ms=0 HTTP/1.1\r\nHost: u\r\n\r\n";
    private static final String BODY = "{\"call\":0,\"latencyMs\":0.0}";
    private static final int SILENCE_MS = 200;

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
    void refusedConnectionsAreRefusedByTheSystemAndCallsOnOpenOnesAreReset() throws Exception {
        try (Socket open = connect()) {
            assertThat(send("POST", "/faults?kind=refuse&for-ms=600000").body()).contains("\"kind\":\"refuse\"");
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> connect().close())
                    .withMessageContaining("refused");
            write(open, GENERATE);
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> open.getInputStream().read());
        }
        assertThat(send("DELETE", "/faults").body())
                .as("who set the fault can end it on the connection that it has")
                .isEqualTo("{\"kind\":\"none\"}");
        assertThat(answered()).endsWith(BODY);
    }

    @Test
    void refusalEndsByItself() throws Exception {
        send("POST", "/faults?kind=refuse&for-ms=100");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> answered().endsWith(BODY));
    }

    @Test
    void refusalComesAgain() throws Exception {
        send("POST", "/faults?kind=refuse&for-ms=100&every-ms=200");
        for (int round = 0; round < 2; round++) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !isRefused());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isRefused);
        }
    }

    @Test
    void resetConnectionIsReset() throws Exception {
        send("POST", "/faults?kind=reset");
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("reset");
        }
    }

    @Test
    void stalledHeadNeverComes() throws Exception {
        send("POST", "/faults?kind=stall-head");
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            assertSilent(socket);
        }
    }

    @Test
    void stalledBodyStopsInItsMiddle() throws Exception {
        send("POST", "/faults?kind=stall-body");
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            assertThat(readUntil(socket, BODY.substring(0, BODY.length() / 2)))
                    .contains("Content-Length: " + BODY.length())
                    .doesNotContain(BODY);
            assertSilent(socket);
        }
    }

    @Test
    void stalledStreamStopsInItsMiddle() throws Exception {
        send("POST", "/faults?kind=stall-body");
        try (Socket socket = connect()) {
            write(socket, TOKENS);
            assertThat(readUntil(socket, "\"index\":4"))
                    .contains("Content-Type: " + TokensRequest.CONTENT_TYPE)
                    .doesNotContain("\"index\":5");
            readUntil(socket, "\r\n");
            assertSilent(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATE, TOKENS})
    void shortBodyEndsBeforeItIsWhole(String request) throws Exception {
        send("POST", "/faults?kind=short-body");
        try (Socket socket = connect()) {
            write(socket, request);
            assertThat(readAll(socket))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .doesNotContain(BODY)
                    .doesNotContain("\"index\":5", "\r\n0\r\n");
        }
    }

    @Test
    void longBodyHasMoreThanItsLength() throws Exception {
        send("POST", "/faults?kind=long-body");
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            assertThat(readUntil(socket, "surplus"))
                    .contains("Content-Length: " + BODY.length())
                    .endsWith(BODY + "surplus");
            assertSilent(socket);
        }
    }

    @Test
    void longStreamHasMoreBehindItsLastChunk() throws Exception {
        send("POST", "/faults?kind=long-body");
        try (Socket socket = connect()) {
            write(socket, TOKENS);
            assertThat(readUntil(socket, "surplus")).endsWith("\r\n0\r\n\r\nsurplus");
        }
    }

    @Test
    void drippingBodyComesByteByByteAndIsWhole() throws Exception {
        send("POST", "/faults?kind=drip&gap-ms=2");
        long startNanos = System.nanoTime();
        assertThat(answered()).endsWith(BODY);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isGreaterThan(Duration.ofMillis(2L * BODY.length()));
    }

    @Test
    void drippingStreamIsWhole() throws Exception {
        send("POST", "/faults?kind=drip&gap-ms=1");
        assertThat(TokensRequest.text(
                        send("GET", "/tokens?tokens=3&gap-ms=0").body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(TokensRequest.text(3));
    }

    @ParameterizedTest
    @CsvSource({"status-500,500", "status-503,503", "burst&for-ms=600000,503"})
    void failureIsAnsweredAtOnce(String kind, int status) throws Exception {
        send("POST", "/faults?kind=" + kind);
        HttpResponse<String> response = send("GET", "/generate?ms=60000");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("the upstream fails, as it was told to");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void onlyCallsAreStruckAndCounted() throws Exception {
        send("POST", "/faults?kind=status-500&share=0.5&seed=3");
        for (int call = 0; call < 20; call++) {
            send("GET", "/generate?ms=0");
            assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
        }
        assertThat(send("GET", "/faults").body())
                .startsWith("{\"kind\":\"status-500\",\"share\":0.5,\"seed\":3,\"calls\":20,\"struck\":");
    }

    @Test
    void mailWhoseCallWasStruckBeforeItsWorkIsNotAccepted() throws Exception {
        send("POST", "/faults?kind=status-503");
        send("POST", "/mail?user=1&ms=0");
        send("DELETE", "/faults");
        send("POST", "/mail?user=2&ms=0");
        assertThat(send("GET", "/mails").body()).isEqualTo("{\"accepted\":1,\"users\":[2]}");
    }

    @Test
    void faultThatIsNoneIsRefused() throws Exception {
        HttpResponse<String> response = send("POST", "/faults?kind=nothing");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("kind must be one of refuse, reset");
        assertThat(send("GET", "/faults").body()).isEqualTo("{\"kind\":\"none\"}");
    }

    @Test
    void serverThatIsToldToStopDoesNotWaitForWhatItStalls() throws Exception {
        send("POST", "/faults?kind=stall-head");
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> send("GET", "/faults").body().contains("\"struck\":1"));
            server.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void upstreamStartsWithAFault() throws Exception {
        try (UpstreamServer faulty = UpstreamServer.start("127.0.0.1", 0, Fault.from("kind=status-500"))) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + faulty.port() + "/flaky?failures=0&attempt=1"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(500);
        }
    }

    private boolean isRefused() throws IOException {
        try {
            connect().close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    /** The whole answer to a call on a new connection. */
    private String answered() throws IOException {
        try (Socket socket = connect()) {
            write(socket, GENERATE);
            return readUntil(socket, BODY);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended before '" + end + "': " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Nothing more comes, and the connection stays. */
    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatIOException()
                .isThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
    }

    private HttpResponse<String> send(String method, String target) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
