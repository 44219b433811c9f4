package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.load.Turns.Stage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Turns SPIKE =
            new Turns.Staged(List.of(new Stage(0.4, 10), new Stage(0.6, 100), new Stage(1, 10)));

    private static final Turns PARTS = new Turns.Staged(List.of(new Stage(0.5, 0), new Stage(1, 0)));

    @Test
    void constantRateIsEvenlySpaced() {
        Schedule schedule = Schedule.constant(100, 500, 1_000);

        assertThat(LongStream.range(0, 150).map(schedule::dueNanos)).isSorted().startsWith(0L, millis(10), millis(20));
        assertThat(schedule.dueNanos(150)).isEqualTo(millis(1_500));
        assertThat(schedule.stretches()).containsExactly(new Schedule.Stretch(0, 2, 0, 100));
    }

    @Test
    void eachStageHasItsOwnRate() {
        // Warm-up 0 to 2 s, before 2 to 6 s, burst 6 to 8 s, after 8 to 12 s.
        Schedule schedule = Schedule.of("spike", SPIKE, 1, 2_000, 10_000);

        assertThat(schedule.dueNanos(59)).isEqualTo(millis(5_900));
        assertThat(schedule.dueNanos(60)).isEqualTo(millis(6_000));
        assertThat(schedule.dueNanos(61)).isEqualTo(millis(6_010));
        assertThat(schedule.dueNanos(260)).isEqualTo(millis(8_000));
        assertThat(schedule.dueNanos(261)).isEqualTo(millis(8_100));
        assertThat(schedule.dueNanos(299)).isEqualTo(millis(11_900));
        assertThat(schedule.requestsPerSecond()).isEqualTo(300 / 12.0);
    }

    @Test
    void momentBelongsToTheStageThatItIsIn() {
        Schedule schedule = Schedule.of("spike", SPIKE, 1, 2_000, 10_000);

        assertThat(LongStream.of(0, 5_999, 6_000, 7_999, 8_000, 11_999, 99_999)
                        .mapToInt(at -> schedule.stageAt(millis(at))))
                .containsExactly(0, 0, 1, 1, 2, 2, 2);
    }

    @Test
    void partsOfALoadOfOneRateMayEndAtAnyTime() {
        Schedule schedule = Schedule.of("soak", PARTS, 50, 300, 700);

        assertThat(schedule.stageAt(millis(649))).isZero();
        assertThat(schedule.stageAt(millis(650))).isEqualTo(1);
        assertThat(schedule.dueNanos(50)).isEqualTo(millis(1_000));
    }

    @Test
    void ratesThatChangeNeedWholeSeconds() {
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, 1, 500, 10_000))
                .hasMessage("claimbench.warmUpMillis must be whole seconds for scenario spike, whose rate changes with"
                        + " the seconds, not 500");
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, 1, 0, 9_500))
                .hasMessageStartingWith("claimbench.windowMillis must be whole seconds for scenario spike");
    }

    @Test
    void windowMustHaveRoomForEveryStage() {
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, 1, 0, 1_000))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "claimbench.windowMillis is too short for the 3 stages of scenario spike: each needs 1000 ms");
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
