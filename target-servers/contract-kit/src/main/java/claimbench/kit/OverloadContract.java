package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    /** The word that goes with every 503. */
    static void assertSaysWhenToComeBack(RawResponse response) {
        assertThat(response.header("Retry-After"))
                .as("503 says in how many seconds to come back")
                .matches("[0-9]+");
    }
}
