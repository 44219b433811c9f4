package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.dashboards.web.ShownRun;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LiveRunTest {
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private final AtomicBoolean inProgress = new AtomicBoolean(true);
    private final LiveRun run = new LiveRun("a", inProgress::get, () -> Instant.ofEpochMilli(nowMillis.get()));

    @Test
    void periodHasALengthFromItsFirstMomentOn() {
        assertThat(run.get()).isEqualTo(new ShownRun(true, "a", 1_000_000, 1_000_001, 5));
    }

    @Test
    void endMovesOnUntilTheRunHasEnded() {
        nowMillis.addAndGet(30_000);
        assertThat(run.hasJustEnded()).isFalse();
        assertThat(run.get()).isEqualTo(new ShownRun(true, "a", 1_000_000, 1_030_000, 5));

        inProgress.set(false);
        nowMillis.addAndGet(1_000);
        assertThat(run.hasJustEnded()).isTrue();
        nowMillis.addAndGet(60_000);
        assertThat(run.hasJustEnded()).isFalse();
        assertThat(run.get()).isEqualTo(new ShownRun(false, "a", 1_000_000, 1_031_000, 0));
    }

    @Test
    void ofALongRunTheLastQuarterOfAnHourIsShown() {
        nowMillis.addAndGet(3_600_000);
        assertThat(run.get().to() - run.get().from()).isEqualTo(900_000);
    }
}
