package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BlockRouteTest {
    private static final Pattern STALL =
            Pattern.compile("(?m)^claimbench_loop_stall_seconds\\{loop=\"0\",process=\"event-loop\"} (.*)$");

    private StartedServer server;

    @BeforeEach
    void start() throws IOException {
        server = Servers.start(URI.create("http://127.0.0.1:1"), Servers.NO_DATABASE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callThatBlocksTheLoopIsSeenAsAStall() throws IOException {
        assertThat(getAll("/block?ms=1500&where=loop")).contains("{\"blockedMs\":1500,");
        assertThat(stallSeconds()).isGreaterThan(1);
    }

    private double stallSeconds() throws IOException {
        Matcher stall = STALL.matcher(getAll("/metrics"));
        assertThat(stall.find()).as("whether there is a meter of the loop").isTrue();
        return Double.parseDouble(stall.group(1));
    }

    private String getAll(String target) throws IOException {
        try (var client = new RawClient(server.base())) {
            return client.getAll(target);
        }
    }
}
