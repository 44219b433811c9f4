package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.Turns.Stage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three steps of two seconds each, of a hundred, two hundred, three hundred requests a second. */
class LastGoodStepTest {
    private static final int WINDOW_MILLIS = 6_000;
    private static final Turns STEPS =
            new Turns.Staged(List.of(new Stage(1 / 3.0, 100), new Stage(2 / 3.0, 200), new Stage(1, 300)));
    private static final long QUICK_MILLIS = 20;

    private final Recording recording = new Recording(
            Stream.of("at-100", "at-200", "at-300")
                    .map(name -> new Arm(name, "/a", BodyCheck.plaintext()))
                    .toList(),
            LoadModel.OPEN);

    @Test
    void stepsThatAllWentWellSayNoMoreThanThatTheCapacityIsNotLess() {
        answer(0, QUICK_MILLIS, QUICK_MILLIS);
        answer(1, QUICK_MILLIS, QUICK_MILLIS);
        answer(2, QUICK_MILLIS, QUICK_MILLIS);

        assertThat(words())
                .isEqualTo(
                        "last good step: 300 a second (100 % in time, 0 failed); no step was too much, so that is only a"
                                + " lower bound of the capacity: let it rise higher");
    }

    @Test
    void stepThatWasAnsweredWholeButTooLateIsNotGood() {
        answer(0, QUICK_MILLIS, QUICK_MILLIS);
        answer(1, QUICK_MILLIS, QUICK_MILLIS);
        // The second half of its requests waited until the step was over.
        answer(2, 700, 1_500);

        assertThat(words())
                .isEqualTo(
                        "last good step: 200 a second (100 % in time, 0 failed); too much: 300 a second (50 % in time,"
                                + " 0 failed)");
    }

    @Test
    void oneFailureIsTooMany() {
        answer(0, QUICK_MILLIS, QUICK_MILLIS);
        answer(1, QUICK_MILLIS, QUICK_MILLIS);
        answer(2, QUICK_MILLIS, QUICK_MILLIS);
        recording.current().measureFailure(2, 5, FailureKind.status(503), 1_000, 0);

        assertThat(words())
                .startsWith("last good step: 200 a second")
                .contains("too much: 300 a second")
                .contains("1 failed");
    }

    @Test
    void longAnswersThatTakeTheSameInEachStepAreNotLate() {
        answer(0, 3_000, 3_000);
        answer(1, 3_000, 3_000);
        answer(2, 3_000, 3_000);

        assertThat(words()).startsWith("last good step: 300 a second (100 % in time");
    }

    @Test
    void loadThatIsTooMuchFromTheFirstStepOnIsSaidToBe() {
        recording.current().measureFailure(0, 0, FailureKind.status(503), 1_000, 0);

        assertThat(words())
                .isEqualTo("no step was good: the capacity is less than 100 a second (0 % in time, 1 failed)");
    }

    @Test
    void loadWhoseRateDoesNotRiseSaysNothingOfTheCapacity() {
        var spike = new Turns.Staged(List.of(new Stage(0.4, 10), new Stage(0.6, 100), new Stage(1, 10)));
        var soak = new Turns.Staged(List.of(new Stage(0.5, 0), new Stage(1, 0)));

        assertThat(LastGoodStep.inWords(spike, WINDOW_MILLIS, recording.totals()))
                .isEmpty();
        assertThat(LastGoodStep.inWords(soak, WINDOW_MILLIS, recording.totals()))
                .isEmpty();
        assertThat(LastGoodStep.inWords(new Turns.All(), WINDOW_MILLIS, recording.totals()))
                .isEmpty();
    }

    private String words() {
        return LastGoodStep.inWords(STEPS, WINDOW_MILLIS, recording.totals()).orElseThrow();
    }

    /** As many in the first second of a step as in the second one. */
    private void answer(int step, long firstMillis, long secondMillis) {
        for (int request = 0; request < 100; request++) {
            measure(step, 2 * step, firstMillis);
            measure(step, 2 * step + 1, secondMillis);
        }
    }

    private void measure(int step, int second, long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        recording.current().measure(step, second, nanos, nanos, 0);
    }
}
