package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that end their output: some still want their answers, some are gone. */
@Timeout(60)
class HalfClosedTest {
    private static final String CONNECTIONS = "http_server_connections";

    private ReactiveServer server;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        server = Servers.start(URI.create("http://127.0.0.1:1"), Servers.NO_DATABASE);
        http = new Http(server);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void allThatWasAskedIsAnswered() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.get("/wait?ms=50").get("/plaintext").get("/wait?ms=50").endOutput();
            assertThat(client.readAnswer()).endsWith("{\"waitedMs\":50}");
            assertThat(client.readAnswer()).endsWith("Hello, World!");
            assertThat(client.readAnswer()).endsWith("{\"waitedMs\":50}");
            assertThat(client.readToEnd()).isEmpty();
        }
        http.awaitMeter(1, CONNECTIONS);
    }

    @Test
    void largeAnswerArrivesWhole() throws Exception {
        try (var client = new RawClient(server.port())) {
            for (int request = 0; request < 200; request++) {
                client.get("/metrics");
            }
            client.endOutput();
            for (int request = 0; request < 200; request++) {
                assertThat(client.status()).isEqualTo(200);
            }
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void clientThatAsksNothingIsLeftAtOnce() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.endOutput();
            assertThat(client.readToEnd()).isEmpty();
        }
        try (var client = new RawClient(server.port()).get("/plaintext")) {
            assertThat(client.status()).isEqualTo(200);
            client.endOutput();
            assertThat(client.readToEnd()).isEmpty();
        }
        http.awaitMeter(1, CONNECTIONS);
    }

    @Test
    void clientThatIsGoneLeavesNothingBehind() throws Exception {
        for (int client = 0; client < 20; client++) {
            new RawClient(server.port()).get("/wait?ms=100").get("/wait?ms=100").close();
        }
        http.awaitMeter(1, CONNECTIONS);
        http.awaitMeter(1, "http_server_requests_active");
    }

    @Test
    void clientThatBreaksOffIsNoticedWhileItsAnswerIsNotDue() throws Exception {
        var client = new RawClient(server.port()).get("/wait?ms=60000");
        http.awaitMeter(2, "http_server_requests_active");
        client.reset();
        http.awaitMeter(1, CONNECTIONS);
        http.awaitMeter(1, "http_server_requests_active");
    }
}
