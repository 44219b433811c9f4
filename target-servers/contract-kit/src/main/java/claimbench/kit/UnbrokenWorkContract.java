package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * For a server that nothing interrupts when it computes, such as one with a loop: requests that come meanwhile must not wait
 * unread in their sockets, where nobody counts them, but be read before the next of them is carried out. Else there is no bound, and
 * after an overload a server goes on working for clients that have long since given up. Not part of {@link ContractTest}: a
 * server with threads of the kernel's has its bound in its queue.
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
        Attempts.oneOf(3, this::assertSomeAreRefused);
    }

    private void assertSomeAreRefused() throws Exception {
        List<Integer> statuses = Crowd.of(LONG + SHORT, this::connect).ask((index, connection) -> {
            RawResponse response = connection.exchange(index < LONG ? LONG_WORK : SHORT_WORK);
            if (response.status() != 200) {
                assertProblem(response, 503);
                OverloadContract.assertSaysWhenToComeBack(response);
            }
            return response.status();
        });
        assertThat(statuses.stream().filter(status -> status == 503).count())
                .as(
                        "requests that were refused, of %d, where %d may be carried out at once",
                        LONG + SHORT, ServerLimits.CPU_REQUESTS_MAX)
                .isPositive();
    }
}
