package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private final Lateness lateness = new Lateness();

    @Test
    void nothingIsNoLateness() {
        assertThat(lateness.read()).isEqualTo(new Lateness.Summary(0, 0, 0, 0));
    }

    @Test
    void readingForgetsNothing() {
        lateness.record(1_000);
        lateness.read();
        lateness.record(1_000);
        assertThat(lateness.read().count()).isEqualTo(2);
    }

    /** Of 1,000 values that rise by 1 ms, within the histogram's three digits. */
    @Test
    void quantilesAreThoseOfWhatWasRecorded() {
        for (long ms = 1; ms <= 1_000; ms++) {
            lateness.record(TimeUnit.MILLISECONDS.toNanos(ms));
        }
        Lateness.Summary summary = lateness.read();
        assertThat(summary.p50Nanos()).isCloseTo(500_000_000L, within(500_000L));
        assertThat(summary.p95Nanos()).isCloseTo(950_000_000L, within(1_000_000L));
        assertThat(summary.maxNanos()).isCloseTo(1_000_000_000L, within(1_000_000L));
    }

    @Test
    void resetForgetsWhatWasReadAndWhatWasNot() {
        lateness.record(5);
        lateness.read();
        lateness.record(6);
        lateness.reset();
        assertThat(lateness.read()).isEqualTo(new Lateness.Summary(0, 0, 0, 0));
        lateness.record(7);
        assertThat(lateness.read()).isEqualTo(new Lateness.Summary(1, 7, 7, 7));
    }

    @Test
    void valuesBeyondTheRangeCountAtItsEnds() {
        lateness.record(-1);
        lateness.record(TimeUnit.HOURS.toNanos(1));
        assertThat(lateness.read().count()).isEqualTo(2);
        assertThat(lateness.read().maxNanos()).isCloseTo(TimeUnit.MINUTES.toNanos(2), within(200_000_000L));
    }
}
