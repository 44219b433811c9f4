package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random bytes and mutated requests: never a hang, never a fault, never a word of the server's inside, nothing left behind,
 * and the next good request is answered. How many, the system property {@value #CASES} says; with {@value #SEED}, which a
 * failure names, the same ones come again.
 */
@Facet("random bytes")
interface FuzzContract extends TargetUnderTest {
    String CASES = "claimbench.fuzz.cases";
    String SEED = "claimbench.fuzz.seed";
    int CASES_DEFAULT = 400;

    /** At one time. */
    int CLIENTS = 8;

    Pattern STATUS_500 = Pattern.compile("(?m)^HTTP/1\\.[01] 500 ");

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    default void randomBytesAndMutatedRequestsDisturbNobody() throws Exception {
        int cases = Integer.getInteger(CASES, CASES_DEFAULT);
        assumeTrue(cases > 0, "no random requests were asked for");
        long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextLong(1_000_000_000));
        double activeBefore = gauge("http_server_requests_active");
        double connectionsBefore = gauge("http_server_connections");
        var mutator = new Mutator(seed);
        Crowd.of(CLIENTS, this::connect).each((client, good) -> {
            for (int index = client; index < cases; index += CLIENTS) {
                assertHarmless(mutator.bytes(index), "case " + index + " of -D" + SEED + "=" + seed);
                assertThat(good.exchange("/wait?ms=0").body())
                        .as("the next good request, after case %d of -D%s=%d", index, SEED, seed)
                        .isEqualTo("{\"waitedMs\":0}");
            }
        });
        await().atMost(Patience.beyondSlowClients()).untilAsserted(() -> {
            assertThat(gauge("http_server_requests_active"))
                    .as("requests under way after %d cases of -D%s=%d", cases, SEED, seed)
                    .isLessThanOrEqualTo(activeBefore);
            assertThat(gauge("http_server_connections"))
                    .as("connections open after %d cases of -D%s=%d", cases, SEED, seed)
                    .isLessThanOrEqualTo(connectionsBefore);
        });
        if (!Meters.of(this).lines(BackgroundWork.TASKS).isEmpty()) {
            // Among the mutated requests are new users, whose mails belong to no other check.
            BackgroundWork.awaitNone(this);
        }
    }

    private void assertHarmless(String bytes, String which) throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(bytes);
            connection.closeOutputIfOpen();
            String answers = connection.readRawToEnd(which);
            assertThat(answers)
                    .as("what a stranger is told of the server's inside, in %s", which)
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain("at claimbench.")
                    .doesNotContain("at java.")
                    .doesNotContainPattern(STATUS_500);
            assertThat(answers)
                    .as("the answers to %s", which)
                    .matches(text -> text.isEmpty() || text.startsWith("HTTP/1."), "empty, or HTTP");
        }
    }
}
