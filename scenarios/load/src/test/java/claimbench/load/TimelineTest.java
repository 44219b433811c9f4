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
        long start = afterALongWarmUp(timeline);

        assertThat(timeline.secondAt(start - 1)).isEqualTo(-1);
        assertThat(timeline.secondAt(start)).isZero();
        assertThat(timeline.secondAt(timeline.originNanos())).isEqualTo(-LONG_MILLIS / 1_000);
        assertThat(timeline.isMeasuredAt(start - 1)).isFalse();
        assertThat(timeline.isMeasuredAt(start)).isTrue();
        assertThat(timeline.secondsCut()).isZero();
    }

    @Test
    void millisecondsCountFromTheStartOfTheWindow() {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.begun();
        long start = afterALongWarmUp(timeline);

        assertThat(timeline.millisAt(start - 1)).isEqualTo(-1);
        assertThat(timeline.millisAt(start)).isZero();
        assertThat(timeline.millisAt(start + SECOND)).isEqualTo(1_000);
    }

    @Test
    void windowBeginsWithAWholeSecondHoweverLongTheWarmUpIs() {
        Timeline timeline = timeline(1_500);
        timeline.begun();
        long start = timeline.originNanos() + 3 * SECOND / 2;

        assertThat(timeline.secondAt(timeline.originNanos())).isEqualTo(-2);
        assertThat(timeline.secondAt(start - SECOND - 1)).isEqualTo(-2);
        assertThat(timeline.secondAt(start - SECOND)).isEqualTo(-1);
        assertThat(timeline.secondAt(start)).isZero();
        assertThat(timeline.secondAt(start + SECOND - 1)).isZero();
    }

    @Test
    void warmUpThatIsCutShortIsShorterByWholeSecondsAndTheWindowBegins() throws Exception {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.begun();
        long planned = afterALongWarmUp(timeline);

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

    @Test
    void requestCountsForAsMuchOfItAsLiesInTheWindow() {
        Timeline timeline = timeline(LONG_MILLIS);
        timeline.begun();
        long start = afterALongWarmUp(timeline);
        long end = start + LONG_MILLIS / 1_000 * SECOND;

        assertThat(timeline.nanosInWindow(start, start + 7)).isEqualTo(7);
        assertThat(timeline.nanosInWindow(start - 5, start + 7))
                .as("began before")
                .isEqualTo(7);
        assertThat(timeline.nanosInWindow(end - 5, end + 7)).as("ends after").isEqualTo(5);
        assertThat(timeline.nanosInWindow(start - 5, end + 7)).as("both").isEqualTo(end - start);
        assertThat(timeline.nanosInWindow(start - 5, start - 1)).as("warm-up").isZero();
        assertThat(timeline.nanosInWindow(end, end + 7))
                .as("never sent, but late")
                .isZero();
    }

    /**
     * Four hundred users as they were recorded in 1.5 s: half of them ask for two seconds each, and came from 0.87 s to 0.37 s before the
     * window. The times of those requests that began in the window, by their rate, are those of 279 users.
     */
    @Test
    void usersWhoseRequestsTakeLongerThanTheWindowFillIt() {
        int windowMillis = 1_500;
        Timeline timeline = timeline(LONG_MILLIS, windowMillis);
        timeline.begun();
        long milli = SECOND / 1_000;
        long start = timeline.originNanos() + LONG_MILLIS * milli;
        long windowNanos = windowMillis * milli;
        long underWay = 0;
        for (int user = 0; user < 400; user++) {
            long request = (user % 2 == 0 ? 2_002 : 202) * milli;
            long gap = milli / 5;
            for (long at = start - 870 * milli + user * 500L * milli / 400;
                    at < start + windowNanos;
                    at += request + gap) {
                underWay += timeline.nanosInWindow(at, at + request);
            }
        }

        assertThat(underWay / (double) windowNanos).isBetween(399.0, 400.0);
    }

    private static long afterALongWarmUp(Timeline timeline) {
        return timeline.originNanos() + LONG_MILLIS / 1_000 * SECOND;
    }

    private Timeline timeline(int warmUpMillis) {
        return timeline(warmUpMillis, LONG_MILLIS);
    }

    private Timeline timeline(int warmUpMillis, int windowMillis) {
        return new Timeline(0, warmUpMillis, windowMillis, new Timeline.Listener() {
            @Override
            public void windowStarted(long epochMillis) {
                started.complete(epochMillis);
            }

            @Override
            public void windowEnded(long epochMillis) {}
        });
    }
}
