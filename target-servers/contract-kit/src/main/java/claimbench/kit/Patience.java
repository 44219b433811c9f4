package claimbench.kit;

import claimbench.contract.ServerLimits;
import java.time.Duration;

/**
 * How long the kit waits for what must come, before it says that a server hangs. Long, since a busy machine is no fault of
 * the server's; the system property {@value #PROPERTY} makes it shorter where most of it is known to be in vain.
 */
final class Patience {
    static final String PROPERTY = "claimbench.kit.patienceMillis";

    private static final int MILLIS_DEFAULT = 20_000;

    /** A response that comes in parts may take that many times as long as the wait for one of them. */
    private static final int PARTS = 3;

    private Patience() {}

    static int millis() {
        return Integer.getInteger(PROPERTY, MILLIS_DEFAULT);
    }

    /** For all of a response, however many parts it comes in. */
    static int wholeMillis() {
        return PARTS * millis();
    }

    static Duration max() {
        return Duration.ofMillis(millis());
    }

    /**
     * Longer than the clients of {@link SlowClientContract} last, whose requests and connections are counted among all
     * others: for counts that must come back to what they were.
     */
    static Duration beyondSlowClients() {
        return max().plus(ServerLimits.BODY_MAX).plus(SlowClientContract.GRACE);
    }

    /** For messages. */
    static String text() {
        return millis() / 1_000.0 + " s";
    }
}
