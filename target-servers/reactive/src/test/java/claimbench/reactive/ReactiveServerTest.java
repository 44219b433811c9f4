package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.Json;
import claimbench.runtime.OffLoadOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
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
import tools.jackson.databind.JsonNode;

/** What is this target's own, beyond the contract. */
@Timeout(60)
class ReactiveServerTest {
    /** No port has this number: a call fails before it gets to the network. */
    private static final URI IMPOSSIBLE = URI.create("http://127.0.0.1:99999");

    private final HttpClient client = HttpClient.newHttpClient();
    private ReactiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = ReactiveServer.start(new OffLoadOptions() {
            @Override
            public URI upstream() {
                return IMPOSSIBLE;
            }
        });
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void failureOfAHandlerHasAnIdAndNothingOfTheInside() throws Exception {
        for (String mode : new String[] {"serial", "concurrent"}) {
            HttpResponse<String> response = get("/fanout?calls=3&ms=1&mode=" + mode);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(Json.MAPPER.readTree(response.body()).get("id").asString())
                    .matches("[0-9a-f-]{36}");
            assertThat(response.body()).doesNotContain("99999", "Exception");
        }
        assertThat(get("/plaintext").body()).isEqualTo("Hello, World!");
    }

    @Test
    void portInUseIsAnErrorThatSaysSo() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> Servers.start(
                                URI.create("http://127.0.0.1:1"),
                                Servers.NO_DATABASE,
                                "--port",
                                Integer.toString(server.port()))
                        .close());
    }

    @Test
    void requestOfAClientThatLeftIsUnderWayNoMoreAndCountsAsAFailure() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /wait?ms=60000 HTTP/1.1\r\nHost: target\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitMeter("http_server_requests_active{process=\"reactive\"} 2.0\n");
            // A reset: a client that has ended its output alone still waits for its answer.
            socket.setSoLinger(true, 0);
        }
        awaitMeter("http_server_requests_active{process=\"reactive\"} 1.0\n");
        assertThat(get("/metrics").body())
                .contains("mode=\"none\",outcome=\"failure\",process=\"reactive\",route=\"/wait\"} 1\n");
    }

    @Test
    void aboutSaysHowManyEventLoopsThereAre() throws Exception {
        JsonNode about = Json.MAPPER.readTree(get("/about").body());
        assertThat(about.get("model").asString()).isEqualTo("reactive");
        assertThat(about.get("settings").get("eventLoops").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private void awaitMeter(String line) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(get("/metrics").body()).contains(line));
    }

    private HttpResponse<String> get(String target) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                        .build(),
                BodyHandlers.ofString());
    }
}
