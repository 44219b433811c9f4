package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What the tests of the contract need of the target that they test. */
interface TargetUnderTest {
    /** How long a test waits for what must come. */
    Duration WAIT_MAX = Duration.ofSeconds(20);

    /** A new connection to the target that all tests of a class share. */
    RawConnection connect() throws IOException;

    /** The upstream of that target. */
    ScriptedUpstream upstream();

    /** The database of that target. */
    URI database();

    /**
     * Starts a target in this JVM, on a free port.
     *
     * @param upstream scheme, host and port of the upstream
     * @param database where PostgreSQL is, as {@code postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE}
     */
    StartedServer startServer(URI upstream, URI database) throws Exception;

    /** One GET on a connection of its own. */
    default RawResponse get(String target) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.exchange(target);
        }
    }

    /** The value of a gauge that has one series. */
    default double gauge(String name) throws IOException {
        List<String> lines = get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .toList();
        assertThat(lines).as("the gauge %s", name).hasSize(1);
        return Double.parseDouble(lines.getFirst().substring(lines.getFirst().lastIndexOf(' ') + 1));
    }
}
