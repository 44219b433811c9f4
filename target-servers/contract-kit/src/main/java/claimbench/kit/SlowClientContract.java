package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that take for ever over a request: given up in the end, and nobody else is held up by them. */
@Facet("slow clients")
interface SlowClientContract extends TargetUnderTest {
    /** How much later than its bound a server may give a client up. */
    Duration GRACE = Duration.ofSeconds(25);

    Duration PACE = Duration.ofMillis(500);

    @Test
    @Tag(Kit.SLOW)
    @Execution(ExecutionMode.CONCURRENT)
    default void headThatComesDripByDripIsGivenUp() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /plaintext HTTP/1.1\r\nHost: target\r\n");
            assertGivenUp(connection, "A: b\r\n", ServerLimits.HEAD_MAX);
        }
    }

    @Test
    @Tag(Kit.SLOW)
    @Execution(ExecutionMode.CONCURRENT)
    default void headThatStopsIsGivenUp() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /plaintext HTTP/1.1\r\nHost: tar");
            assertGivenUp(connection, "", ServerLimits.HEAD_MAX);
        }
    }

    @Test
    @Tag(Kit.SLOW)
    @Execution(ExecutionMode.CONCURRENT)
    default void bodyThatComesDripByDripIsGivenUp() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("POST", NewUserContract.AWAITED, "Content-Length: 10000"));
            assertGivenUp(connection, " ", ServerLimits.BODY_MAX);
        }
    }

    @Test
    default void hundredHalfRequestsHoldUpNobody() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int client = 0; client < 100; client++) {
                RawConnection connection = connect();
                slow.add(connection);
                connection.send("GET /plaintext HTTP/1.1\r\nHost: ta");
            }
            for (int request = 0; request < 10; request++) {
                assertThat(get("/wait?ms=1").body()).isEqualTo("{\"waitedMs\":1}");
            }
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    /** Sends a drip each time that nothing has come for a while, until the server has had enough. */
    private static void assertGivenUp(RawConnection connection, String drip, Duration bound) throws IOException {
        long startNanos = System.nanoTime();
        while (!connection.hasEndedWithin(PACE)) {
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .as("how long a client may take that is given %s", bound)
                    .isLessThan(bound.plus(GRACE));
            connection.sendAsMuchAsIsTaken(drip);
        }
        connection.readAllToEnd().forEach(response -> {
            HostileContract.assertHarmless(response);
            assertThat(response.status()).as("the answer to half a request").isBetween(400, 499);
        });
    }
}
