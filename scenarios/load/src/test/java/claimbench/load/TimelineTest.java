package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final int LONG_MILLIS = 600_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CompletableFuture<Long> started = new CompletableFuture<>();

    @Test
    void secondsOfTheWarmUpAreNegative() {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.begun();
        long start = timeline.originNanos() + LONG_MILLIS / 1_000 * SECOND;

        assertThat(timeline.secondAt(start - 1)).isEqualTo(-1);
        assertThat(timeline.secondAt(start)).isZero();
        assertThat(timeline.secondAt(timeline.originNanos())).isEqualTo(-LONG_MILLIS / 1_000);
        assertThat(timeline.isMeasuredAt(start - 1)).isFalse();
        assertThat(timeline.isMeasuredAt(start)).isTrue();
        assertThat(timeline.secondsCut()).isZero();
    }

    @Test
    void warmUpThatIsCutShortIsShorterByWholeSecondsAndTheWindowBegins() throws Exception {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.begun();
        long planned = timeline.originNanos() + LONG_MILLIS / 1_000 * SECOND;

        timeline.measureSoon();

        int cut = timeline.secondsCut();
        long start = planned - cut * SECOND;
        assertThat(cut).isPositive();
        assertThat(start - System.nanoTime()).isLessThan(2 * SECOND);
        assertThat(timeline.isMeasuredAt(start)).isTrue();
        assertThat(timeline.secondAt(start + SECOND)).isEqualTo(1);
        assertThat(timeline.isMeasuredAt(start - 1)).isFalse();
        assertThat(timeline.secondAt(start - 1))
                .as("counted from the start that was planned")
                .isEqualTo(-1 - cut);
        assertThat(started.get(60, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void windowThatIsAboutToBeginIsLeftAlone() {
        Timeline timeline = timeline(1_000);
        timeline.begun();

        timeline.measureSoon();

        assertThat(timeline.secondsCut()).isZero();
    }

    @Test
    void loadThatHasNotBegunHasNoWindowYet() {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.measureSoon();
        timeline.begun();

        assertThat(timeline.secondsCut()).isZero();
    }

    private Timeline timeline(int warmUpMillis) {
        return new Timeline(0, warmUpMillis, LONG_MILLIS, new Timeline.Listener() {
            @Override
            public void windowStarted(long epochMillis) {
                started.complete(epochMillis);
            }

            @Override
            public void windowEnded(long epochMillis) {}
        });
    }
}
