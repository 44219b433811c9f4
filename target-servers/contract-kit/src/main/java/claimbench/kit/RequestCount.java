package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;

/**
 * How a request is counted. A server may count after its client has the answer, and so a request of an earlier check may
 * be counted during a later one: what is asked is asked again then. A server that counts wrongly does so each time.
 *
 * @param route as its label says it
 * @param mode as its label says it
 * @param outcome as its label says it
 */
record RequestCount(String route, String mode, String outcome) {
    private static final int ATTEMPTS = 5;

    /** Whatever is counted. */
    @FunctionalInterface
    interface Asking {
        void ask() throws Exception;
    }

    /** Fails unless one that is asked is counted as one, and as this. */
    void assertCounts(TargetUnderTest target, Asking asking) throws Exception {
        Attempts.oneOf(ATTEMPTS, () -> {
            double before = now(target);
            asking.ask();
            await().atMost(Patience.max())
                    .untilAsserted(() -> assertThat(now(target) - before)
                            .as("requests that are counted as %s, when one was made", this)
                            .isPositive());
            assertThat(now(target) - before)
                    .as("requests that are counted as %s, when one was made", this)
                    .isEqualTo(1);
        });
    }

    private double now(TargetUnderTest target) throws IOException {
        return Meters.of(target)
                .sum(
                        "http_server_requests_seconds_count",
                        "route=\"" + route + "\"",
                        "mode=\"" + mode + "\"",
                        "outcome=\"" + outcome + "\"");
    }

    @Override
    public String toString() {
        return "route=" + route + " mode=" + mode + " outcome=" + outcome;
    }
}
