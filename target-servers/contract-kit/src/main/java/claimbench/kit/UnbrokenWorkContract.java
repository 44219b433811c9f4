package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * For a server with loops: requests that come while a loop computes must not wait unread in their sockets, where nobody counts
 * them, but be read before the next of them is carried out. Else there is no bound, and after an overload the server goes on
 * working for clients that have long since given up. Not part of {@link ContractTest}: a server with threads of the kernel's has
 * its bound in its queue, and virtual threads can't be tried so, as in a test's JVM the client needs their scheduler too.
 */
@Facet("overload")
public interface UnbrokenWorkContract extends TargetUnderTest {
    /** Each of about a tenth of a second, four for every core: however they are spread, each core is busy. */
    int LONG = 4 * Runtime.getRuntime().availableProcessors();

    String LONG_WORK = "/cpu?tasks=1&units=5000&mode=serial";

    int SHORT = 3 * ServerLimits.CPU_REQUESTS_MAX;

    String SHORT_WORK = "/cpu?tasks=1&units=50&mode=serial";

    @Test
    default void requestsThatComeWhileItComputesAreCountedBeforeTheNextIsCarriedOut() throws Exception {
        // More than once: on a machine that is too busy the long ones may have gone before the last of the others have
        // come.
        Attempts.oneOf(3, () -> assertSomeAreRefused(LONG + SHORT));
    }

    @Test
    default void connectionsThatComeWhileItComputesAreTakenBeforeTheNextRequestIsCarriedOut() throws Exception {
        Attempts.oneOf(3, () -> assertSomeAreRefused(LONG));
    }

    /** Sends long work, then short work; so many connections are there before the first is sent, the others come as they are needed. */
    private void assertSomeAreRefused(int connectedBefore) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int index = 0; index < connectedBefore; index++) {
                connections.add(connect());
            }
            for (int index = 0; index < LONG + SHORT; index++) {
                if (index >= connectedBefore) {
                    connections.add(connect());
                }
                connections.get(index).send(RawConnection.get(index < LONG ? LONG_WORK : SHORT_WORK));
            }
            for (RawConnection connection : connections) {
                RawResponse response = connection.read();
                if (response.status() != 200) {
                    assertProblem(response, 503);
                    OverloadContract.assertSaysWhenToComeBack(response);
                }
                statuses.add(response.status());
            }
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
        assertThat(statuses.stream().filter(status -> status == 503).count())
                .as(
                        "requests that were refused, of %d, where %d may be carried out at once",
                        LONG + SHORT, ServerLimits.CPU_REQUESTS_MAX)
                .isPositive();
    }
}
