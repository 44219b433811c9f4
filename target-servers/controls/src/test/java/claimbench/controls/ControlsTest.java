package claimbench.controls;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.About;
import claimbench.contract.Answer;
import claimbench.contract.Json;
import claimbench.contract.WaitRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each control as a process of its own, by the bytes that it answers with. */
@Timeout(120)
class ControlsTest {
    /** So that an answer that never comes is said of its own request. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static List<String> controls() {
        return ControlCatalogue.names();
    }

    static Stream<String> controlsOnLoops() {
        return controls().stream()
                .filter(name ->
                        Set.of("netty", "vertx", "microhttp", "reactor-netty").contains(name));
    }

    @AfterAll
    static void closeClient() {
        CLIENT.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void routesAnswerAsTheContractDemands(String name) throws Exception {
        try (var process = ControlProcess.start(name, "--upstream", "http://127.0.0.1:1")) {
            URI base = process.awaitReady(name);

            assertThatAnswer(get(base, "/plaintext"), Answer.PLAINTEXT);
            assertThatAnswer(get(base, "/wait?ms=0"), Answer.json(new WaitRequest.Answer(0)));
            long startNanos = System.nanoTime();
            assertThatAnswer(get(base, "/wait?ms=50"), Answer.json(new WaitRequest.Answer(50)));
            assertThat(System.nanoTime() - startNanos)
                    .as("/wait must not answer before the time has passed")
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
            assertThatAnswer(get(base, "/health"), Answer.READY);
            About about = Json.MAPPER.readValue(get(base, "/about").body(), About.class);
            assertThat(about.contract()).isEqualTo(About.CONTRACT_VERSION);
            assertThat(about.model()).isEqualTo(name);
            assertThat(about.pid()).isEqualTo(process.pid());
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void badRequestsAreRefusedAndTheServerGoesOn(String name) throws Exception {
        try (var process = ControlProcess.start(name)) {
            URI base = process.awaitReady(name);
            for (String target : List.of(
                    "/wait",
                    "/wait?ms=",
                    "/wait?ms=-1",
                    "/wait?ms=60001",
                    "/wait?ms=1x",
                    "/wait?ms=1&ms=2",
                    "/wait?sm=1",
                    "/plaintext?ms=1")) {
                assertThat(get(base, target).statusCode()).as(target).isEqualTo(400);
            }
            assertThat(get(base, "/nowhere").statusCode()).isEqualTo(404);
            assertThat(get(base, "/cpu?tasks=1&units=1&mode=serial").statusCode())
                    .as("a control has no such route")
                    .isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(base.resolve("/plaintext"))
                    .POST(HttpRequest.BodyPublishers.ofString("text"))
                    .build();
            assertThat(CLIENT.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
            assertThatAnswer(get(base, "/plaintext"), Answer.PLAINTEXT);
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void connectionIsKeptAliveAndEndsWhenTheClientAsksForIt(String name) throws Exception {
        try (var process = ControlProcess.start(name)) {
            URI base = process.awaitReady(name);
            try (var socket = new Socket(base.getHost(), base.getPort())) {
                socket.setSoTimeout(20_000);
                String request = "GET /plaintext HTTP/1.1\r\nHost: control\r\n";
                for (int i = 0; i < 3; i++) {
                    send(socket, request + "\r\n");
                    assertThat(readUntil(socket, "Hello, World!"))
                            .startsWith("HTTP/1.1 200 ")
                            .containsIgnoringCase("\r\ncontent-length: 13\r\n");
                }
                send(socket, request + "Connection: close\r\n\r\n");
                readUntil(socket, "Hello, World!");
                if (Set.of("microhttp", "helidon").contains(name)) {
                    return; // they leave the end of the connection to the client
                }
                assertThat(socket.getInputStream().read())
                        .as("the server ends the connection")
                        .isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void wrongOptionIsSaidInOneLine(String name) throws Exception {
        try (var process = ControlProcess.start(name, "--prot", "1")) {
            assertThat(process.errors())
                    .singleElement()
                    .asString()
                    .startsWith(name + ": ")
                    .contains("--prot");
            assertThat(process.exitCode()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void portInUseIsSaidInOneLine(String name) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var process = ControlProcess.start(name, "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(process.errors())
                    .containsExactly(name + ": cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": address already in use or not of this machine");
            assertThat(process.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void sigtermEndsItWithZero(String name) throws Exception {
        try (var process = ControlProcess.start(name)) {
            assertThatAnswer(get(process.awaitReady(name), "/plaintext"), Answer.PLAINTEXT);
            process.terminate();
            assertThat(process.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void itEndsWithItsParentAndHasNothingToLog(String name) throws Exception {
        try (var process = ControlProcess.start("--control", name, "--exit-with-parent")) {
            assertThatAnswer(get(process.awaitReady(name), "/plaintext"), Answer.PLAINTEXT);
            process.endInput();
            assertThat(process.errors()).isEmpty();
            assertThat(process.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("controlsOnLoops")
    void severalLoopsServeOnePort(String name) throws Exception {
        try (var process = ControlProcess.start(name, "--loops", "2")) {
            URI base = process.awaitReady(name);
            About about = Json.MAPPER.readValue(get(base, "/about").body(), About.class);
            assertThat(about.settings()).containsEntry("loops", 2);
            for (int i = 0; i < 4; i++) {
                try (var socket = new Socket(base.getHost(), base.getPort())) {
                    socket.setSoTimeout(20_000);
                    send(socket, "GET /plaintext HTTP/1.1\r\nHost: control\r\n\r\n");
                    readUntil(socket, "Hello, World!");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("controlsOnLoops")
    void numberOfLoopsOutOfBoundsIsSaidInOneLine(String name) throws Exception {
        try (var process = ControlProcess.start(name, "--loops", "0")) {
            assertThat(process.errors())
                    .containsExactly(name + ": --loops must be a whole number from 1 to 256, not 0");
            assertThat(process.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void unknownControlIsSaidInOneLineWithAllNames() throws Exception {
        try (var process = ControlProcess.start("apache")) {
            assertThat(process.errors())
                    .containsExactly("controls: the first argument must be the name of a control, one of "
                            + String.join(", ", controls()) + ", not 'apache'");
            assertThat(process.exitCode()).isEqualTo(2);
        }
    }

    private static void assertThatAnswer(HttpResponse<byte[]> response, Answer answer) {
        assertThat(response.statusCode()).isEqualTo(answer.status());
        // Tomcat writes media types without the space, whatever it is given.
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringWhitespace(answer.contentType());
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
        assertThat(response.body()).isEqualTo(answer.body());
    }

    private static HttpResponse<byte[]> get(URI base, String target) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(base.resolve(target)).timeout(ANSWER_MAX).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Everything up to this text, itself included. */
    private static String readUntil(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as("the connection goes on after '%s'", text).isNotNegative();
            text.append((char) octet);
        }
        return text.toString();
    }
}
