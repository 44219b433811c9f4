package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** More work than a server takes on: refused at once, with word of when to come back, and nothing else disturbed. */
@Facet("overload")
interface OverloadContract extends TargetUnderTest {
    /** More than may be in flight, and more than a pool of 200 threads with a queue of 1,000 takes. */
    int CLIENTS = ServerLimits.CPU_REQUESTS_MAX + 1_200;

    @Test
    default void requestsBeyondTheBoundAreRefusedAndTheRestIsDone() throws Exception {
        // More than once: on a machine that is too busy the first may have gone before the last have come.
        Attempts.oneOf(3, this::assertSomeAreRefused);
        await().atMost(Patience.max())
                .untilAsserted(() -> assertThat(get("/mixed?tasks=1&total-ms=1&io-share=1&mode=serial")
                                .status())
                        .as("the server takes on work again")
                        .isEqualTo(200));
    }

    private void assertSomeAreRefused() throws Exception {
        // It only waits, but it counts as work that keeps a core busy.
        String work = "/mixed?tasks=1&total-ms=1500&io-share=1&mode=serial";
        List<Integer> statuses = Crowd.of(CLIENTS, this::connect).ask((index, connection) -> {
            RawResponse response = connection.exchange(work);
            if (response.status() != 200) {
                assertProblem(response, 503);
                assertSaysWhenToComeBack(response);
            }
            return response.status();
        });
        assertThat(statuses.stream().filter(status -> status == 200).count())
                .as("requests that were carried out, of %d", CLIENTS)
                .isGreaterThanOrEqualTo(ServerLimits.CPU_REQUESTS_MAX);
        assertThat(statuses.stream().filter(status -> status == 503).count())
                .as("requests that were refused, of %d", CLIENTS)
                .isPositive();
    }

    @Test
    default void requestsOnOpenConnectionsAreRefusedWhileTheCoresAreBusy() throws Exception {
        assumeThat(get("/about").json().required("settings").has("queue"))
                .as("settings of /about say that requests wait for threads in a queue of their own (queue)")
                .isFalse();
        // More than once: on a machine that is too busy the first may have gone before the last have come.
        Attempts.oneOf(3, () -> {
            int requests = 2 * ServerLimits.CPU_REQUESTS_MAX;
            List<Integer> statuses = statuses(this, requests, _ -> "/cpu?tasks=1&units=400&mode=serial");
            assertThat(statuses.stream().filter(status -> status == 503).count())
                    .as("requests that were refused, of %d, and did not wait unseen", requests)
                    .isPositive();
        });
    }

    @Test
    default void callsThatBlockWaitInABoundedQueue() throws Exception {
        JsonNode settings = get("/about").json().required("settings");
        assumeThat(settings.has("offLoadQueue"))
                .as("settings of /about say that the server keeps threads for what blocks (offLoadQueue)")
                .isTrue();
        assertThat(settings.required("offLoadQueue").asInt())
                .as("the same bound everywhere")
                .isEqualTo(ServerLimits.OFF_LOAD_QUEUE_MAX);
        int threads = settings.required("pool").asInt();
        // More than once: on a machine that is too busy the threads may be free again before the last have come.
        Attempts.oneOf(3, () -> assertSomeFindNoPlace(threads));
        assertThat(get("/block?ms=0&where=pool").status())
                .as("the server takes on such calls again")
                .isEqualTo(200);
    }

    /** Keeps each thread, and asks for more than may wait meanwhile, which takes no time when the threads are free again. */
    private void assertSomeFindNoPlace(int threads) throws Exception {
        int places = threads + ServerLimits.OFF_LOAD_QUEUE_MAX;
        List<Integer> statuses = statuses(
                this, places + 100, index -> index < threads ? "/block?ms=3000&where=pool" : "/block?ms=0&where=pool");
        assertThat(statuses.stream().filter(status -> status == 200).count())
                .as("calls that were carried out, where %d may run or wait", places)
                .isGreaterThanOrEqualTo(places);
        assertThat(statuses.stream().filter(status -> status == 503).count())
                .as("calls that were refused, of %d, where %d may run or wait", places + 100, places)
                .isPositive();
    }

    /** Asks so much at the same time, in this order, each on a connection of its own; each answer is 200, or 503 as it must be. */
    static List<Integer> statuses(TargetUnderTest server, int requests, IntFunction<String> target) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int index = 0; index < requests; index++) {
                connections.add(server.connect());
            }
            for (int index = 0; index < requests; index++) {
                connections.get(index).send(RawConnection.get(target.apply(index)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (RawConnection connection : connections) {
                RawResponse response = connection.read();
                if (response.status() != 200) {
                    assertProblem(response, 503);
                    assertSaysWhenToComeBack(response);
                }
                statuses.add(response.status());
            }
            return statuses;
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** The word that goes with every 503. */
    static void assertSaysWhenToComeBack(RawResponse response) {
        assertThat(response.header("Retry-After"))
                .as("503 says in how many seconds to come back")
                .matches("[0-9]+");
    }
}
