package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.Meter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /block}: a blocking call, which off-loaded holds nobody up. */
@Facet("block")
interface BlockContract extends TargetUnderTest {
    /** The longest turn of each loop of late, in seconds. */
    String STALL = Meter.LOOP_STALL.sample();

    int STALL_MS = 1_000;

    @ParameterizedTest
    @CsvSource({"loop,0", "pool,0", "loop,40", "pool,40"})
    default void blockSaysHowLongItTook(String where, int ms) throws IOException {
        RawResponse response = get("/block?ms=" + ms + "&where=" + where);
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).startsWith("{\"blockedMs\":" + ms + ",\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong())
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    @Test
    default void offloadedBlockHoldsUpNobodyElse() throws Exception {
        // More than once: a machine may be too busy to do anything else meanwhile.
        Attempts.oneOf(3, () -> {
            try (RawConnection blocked = connect();
                    RawConnection other = connect()) {
                // Its first time a server may take longer over than the others do altogether.
                assertThat(blocked.exchange("/block?ms=0&where=pool").status()).isEqualTo(200);
                blocked.send(RawConnection.get("/block?ms=2000&where=pool"));
                for (int request = 0; request < 20; request++) {
                    assertThat(other.exchange("/wait?ms=25").body()).isEqualTo("{\"waitedMs\":25}");
                }
                boolean answered = blocked.hasInput();
                assertThat(blocked.read().status()).isEqualTo(200);
                assertThat(answered)
                        .as("whether the blocked request was answered before twenty others")
                        .isFalse();
            }
        });
    }

    @Test
    default void blockOnALoopIsSeenAsAStall() throws Exception {
        needsLoop();
        assertThat(get("/block?ms=" + STALL_MS + "&where=loop").status()).isEqualTo(200);
        // A loop takes note of its turn when that is over.
        await().atMost(Patience.max())
                .untilAsserted(() -> assertThat(longestStallMs())
                        .as("milliseconds of the longest turn of a loop")
                        .isGreaterThanOrEqualTo(0.9 * STALL_MS));
    }

    @Test
    default void offloadedBlockIsNoStall() throws Exception {
        needsLoop();
        // More than once: a machine may stand still for other reasons.
        Attempts.oneOf(5, () -> {
            // A stall of earlier is shown for some seconds.
            await().atMost(Patience.max()).until(() -> longestStallMs() < 0.9 * STALL_MS);
            assertThat(get("/block?ms=" + STALL_MS + "&where=pool").status()).isEqualTo(200);
            assertThat(longestStallMs())
                    .as("milliseconds of the longest turn of a loop, while another thread was blocked for %d", STALL_MS)
                    .isLessThan(0.9 * STALL_MS);
        });
    }

    private void needsLoop() throws IOException {
        assumeThat(Meters.of(this).lines(STALL))
                .as("the server has no loop (%s), so none can stall", STALL)
                .isNotEmpty();
    }

    /** Of any loop, of late. */
    private double longestStallMs() throws IOException {
        return TimeUnit.SECONDS.toMillis(1) * Meters.of(this).max(STALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /block?where=pool               | ms    | a whole number from 0 to 60000
            /block?ms=60001&where=pool      | ms    | a whole number from 0 to 60000
            /block?ms=1                     | where | one of loop, pool
            /block?ms=1&where=thread        | where | one of loop, pool
            /block?ms=1&where=pool&mode=x   | mode  | allowed: ms, where
            """)
    default void badParameterOfABlockIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }
}
