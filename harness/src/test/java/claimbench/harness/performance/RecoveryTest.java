package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.performance.Outcomes.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** A hundred requests a second for five seconds, from an instant at which clocks have turned over. */
class RecoveryTest {
    private static final long END = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);
    private static final Duration LOOKED = Duration.ofSeconds(5);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Recovery recovery = new Recovery(5 * MILLISECOND);

    @Test
    void serverThatNeverSufferedIsBackAtOnce() {
        assertThat(recovery.nanos(load(_ -> 5, Kind.SUCCESS), END, LOOKED)).isZero();
    }

    @Test
    void backlogIsOverWhenRequestsAreAsFastAsBefore() {
        // Each waits for what was there before it, which is less each time.
        Outcomes outcomes = load(ms -> Math.max(5, 1_500 - ms), Kind.SUCCESS);

        assertThat(recovery.nanos(outcomes, END, LOOKED)).isBetween(1_400 * MILLISECOND, 1_500 * MILLISECOND);
    }

    @Test
    void refusalsAreNoSuccessHoweverQuick() {
        assertThat(recovery.nanos(load(_ -> 1, Kind.REFUSED), END, LOOKED)).isEqualTo(LOOKED.toNanos());
    }

    @Test
    void serverThatStaysSlowIsNotBack() {
        assertThat(recovery.nanos(load(_ -> 30, Kind.SUCCESS), END, LOOKED)).isEqualTo(LOOKED.toNanos());
    }

    @Test
    void oneInAHundredMayBeSlow() {
        assertThat(recovery.nanos(load(ms -> ms % 1_000 == 0 ? 900 : 5, Kind.SUCCESS), END, LOOKED))
                .isZero();
    }

    private static Outcomes load(LongUnaryOperator latencyMsAfter, Kind kind) {
        var outcomes = new Outcomes();
        for (long ms = 0; ms < LOOKED.toMillis(); ms += 10) {
            long due = END + ms * MILLISECOND;
            outcomes.end(outcomes.add(due), due + latencyMsAfter.applyAsLong(ms) * MILLISECOND, kind);
        }
        return outcomes;
    }
}
