package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockRouteTest {
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
    void callThatBlocksTheLoopIsSeenAsAStall() throws Exception {
        assertThat(http.get("/block?ms=1500&where=loop").body()).startsWith("{\"blockedMs\":1500,");
        assertThat(http.meter("claimbench_loop_stall_seconds")).isGreaterThan(1);
    }

    @Test
    void callThatIsOffLoadedHoldsUpNobody() throws Exception {
        try (var blocked = new RawClient(server.port());
                var same = new RawClient(server.port());
                var other = new RawClient(server.port())) {
            blocked.get("/block?ms=60000&where=pool");
            http.awaitMeter(2, "http_server_requests_active");
            // Connections are given to loops in turn: with as many as there are, one shares that of the blocked.
            for (RawClient client : new RawClient[] {same, other}) {
                assertThat(client.get("/plaintext").status()).isEqualTo(200);
            }
            assertThat(http.meter("claimbench_loop_stall_seconds")).isLessThan(60);
        }
    }
}
