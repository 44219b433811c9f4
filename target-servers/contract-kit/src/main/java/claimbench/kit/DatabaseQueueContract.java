package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** More queries than the database has connections for: those that wait are bounded in number and in time. */
@Facet("overload")
interface DatabaseQueueContract extends TargetUnderTest {
    /** More than are carried out and may wait, and more than a pool of 200 threads with a queue of 1,000 takes. */
    int CLIENTS = ServerLimits.DATABASE_QUEUE_MAX + 300;

    /** Less than anybody waits for a connection. */
    int SHORT_MS = 3_000;

    /** More than anybody waits for a connection. */
    long LONG_MS = ServerLimits.DATABASE_WAIT_MAX.toMillis() + 2_000;

    int WAITING = 30;

    @Test
    default void queriesBeyondTheQueueAreRefusedAndTheRestIsAnswered() throws Exception {
        needsDatabase();
        needsUpstream();
        assertSomeAreRefused(CLIENTS, SHORT_MS, "queries that were refused for want of a place to wait");
    }

    @Test
    default void queryThatWaitsTooLongForAConnectionIsRefused() throws Exception {
        needsDatabase();
        needsUpstream();
        assertSomeAreRefused(connections() + WAITING, LONG_MS, "queries that were refused for want of a connection");
    }

    private int connections() throws IOException {
        return get("/about").json().required("settings").path("databasePool").asInt(ServerLimits.DATABASE_POOL);
    }

    /** Keeps each connection for so long, and asks for more meanwhile. */
    private void assertSomeAreRefused(int clients, long ms, String what) throws Exception {
        int connections = connections();
        IntFunction<String> target =
                index -> index < connections ? "/profile/7?mode=serial&api-ms=0&db-ms=" + ms : "/users/7";
        // More than once: on a machine that is too busy the first may have gone before the last have come.
        Attempts.oneOf(3, () -> {
            List<Integer> statuses = OverloadContract.statuses(this, clients, target);
            assertThat(statuses.stream().filter(status -> status == 200).count())
                    .as("queries that were answered, with %d connections", connections)
                    .isGreaterThanOrEqualTo(connections);
            assertThat(statuses.stream().filter(status -> status == 503).count())
                    .as("%s, of %d", what, clients)
                    .isPositive();
        });
        assertThat(get("/users/7").status())
                .as("the next query finds a connection")
                .isEqualTo(200);
    }
}
