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
        Schedule schedule = Schedule.of(Arrivals.constant(100), 1, 0, 1_000);

        assertThat(schedule.count()).isEqualTo(100);
        assertThat(LongStream.range(0, 100).map(schedule::dueNanos)).isSorted().startsWith(0L, millis(10), millis(20));
        assertThat(schedule.dueNanos(99)).isEqualTo(millis(990));
    }

    @Test
    void rateRisesFromNothingOverTheFirstHalfOfTheWarmUp() {
        Schedule schedule = Schedule.of(Arrivals.constant(1_000), 1, 2_000, 500);

        // The integral of a rate that grows evenly: 1/8 and 3/8 of the 1,000 arrivals that the full rate would have.
        assertThat(dueBetween(schedule, 0, 500)).isBetween(125L, 126L);
        assertThat(dueBetween(schedule, 500, 1_000)).isBetween(374L, 375L);
        assertThat(dueBetween(schedule, 1_000, 2_000)).isEqualTo(1_000);
        assertThat(dueBetween(schedule, 2_000, 2_500)).isEqualTo(500);
        assertThat(schedule.count()).isEqualTo(2_000);
    }

    @Test
    void rampGoesEvenlyFromTheOneRateToTheOther() {
        Schedule schedule = Schedule.of(arrivals("100..300"), 1, 1_000, 4_000);

        assertThat(dueBetween(schedule, 500, 1_000)).isEqualTo(50);
        assertThat(dueBetween(schedule, 1_000, 2_000)).isEqualTo(125);
        assertThat(dueBetween(schedule, 2_000, 3_000)).isEqualTo(175);
        assertThat(dueBetween(schedule, 4_000, 5_000)).isEqualTo(275);
        assertThat(schedule.requestsPerSecond()).isEqualTo(200);
    }

    @Test
    void rampMayFall() {
        Schedule schedule = Schedule.of(arrivals("300..100"), 1, 0, 4_000);

        assertThat(dueBetween(schedule, 0, 1_000)).isEqualTo(275);
        assertThat(dueBetween(schedule, 3_000, 4_000)).isEqualTo(125);
        assertThat(schedule.count()).isEqualTo(800);
    }

    @Test
    void stepsShareTheWindow() {
        Schedule schedule = Schedule.of(arrivals("100,50,400"), 1, 500, 3_000);

        assertThat(dueBetween(schedule, 500, 1_500)).isEqualTo(100);
        assertThat(dueBetween(schedule, 1_500, 2_500)).isEqualTo(50);
        assertThat(dueBetween(schedule, 2_500, 3_500)).isEqualTo(400);
    }

    @Test
    void stagesWithRatesOfTheirOwnMayHaveArrivalsAtRandom() {
        Schedule schedule = Schedule.of("spike", SPIKE, new Arrivals(Rate.constant(1), Spacing.POISSON), 5, 0, 10_000);

        // 40, 200 and 40 are expected.
        assertThat(dueBetween(schedule, 0, 4_000)).isBetween(15L, 80L);
        assertThat(dueBetween(schedule, 4_000, 6_000)).isBetween(140L, 270L);
        assertThat(schedule.arrivals())
                .isEqualTo(new Arrivals(new Rate(Rate.Shape.STEPS, List.of(10, 100, 10)), Spacing.POISSON));
    }

    @Test
    void eachStageHasItsOwnRate() {
        // Warm-up 0 to 2 s, before 2 to 6 s, burst 6 to 8 s, after 8 to 12 s.
        Schedule schedule = Schedule.of("spike", SPIKE, Arrivals.constant(1), 1, 2_000, 10_000);

        // Of the warm-up's two seconds, half of the first one's ten are missing.
        assertThat(schedule.dueNanos(54)).isEqualTo(millis(5_900));
        assertThat(schedule.dueNanos(55)).isEqualTo(millis(6_000));
        assertThat(schedule.dueNanos(56)).isEqualTo(millis(6_010));
        assertThat(schedule.dueNanos(255)).isEqualTo(millis(8_000));
        assertThat(schedule.dueNanos(256)).isEqualTo(millis(8_100));
        assertThat(schedule.dueNanos(294)).isEqualTo(millis(11_900));
        assertThat(schedule.count()).isEqualTo(295);
        assertThat(schedule.requestsPerSecond()).isEqualTo(280 / 10.0);
    }

    @Test
    void momentBelongsToTheStageThatItIsIn() {
        Schedule schedule = Schedule.of("spike", SPIKE, Arrivals.constant(1), 1, 2_000, 10_000);

        assertThat(LongStream.of(0, 5_999, 6_000, 7_999, 8_000, 11_999, 99_999)
                        .mapToInt(at -> schedule.stageAt(millis(at))))
                .containsExactly(0, 0, 1, 1, 2, 2, 2);
    }

    @Test
    void partsOfALoadOfOneRateMayEndAtAnyTime() {
        Schedule schedule = Schedule.of("soak", PARTS, Arrivals.constant(50), 1, 300, 700);

        assertThat(schedule.stageAt(millis(649))).isZero();
        assertThat(schedule.stageAt(millis(650))).isEqualTo(1);
        assertThat(dueBetween(schedule, 300, 1_000)).isEqualTo(35);
    }

    @Test
    void ratesThatChangeNeedWholeSeconds() {
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, Arrivals.constant(1), 1, 500, 10_000))
                .hasMessage("claimbench.warmUpMillis must be whole seconds for scenario spike, whose rate changes with"
                        + " the seconds, not 500");
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, Arrivals.constant(1), 1, 0, 9_500))
                .hasMessageStartingWith("claimbench.windowMillis must be whole seconds for scenario spike");
    }

    @Test
    void windowMustHaveRoomForEveryStage() {
        assertThatThrownBy(() -> Schedule.of("spike", SPIKE, Arrivals.constant(1), 1, 0, 1_000))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "claimbench.windowMillis is too short for the 3 stages of scenario spike: each needs 1000 ms");
    }

    private static Arrivals arrivals(String rate) {
        return new Arrivals(Rate.parse(rate).orElseThrow(), Spacing.EVEN);
    }

    private static long dueBetween(Schedule schedule, long fromMillis, long toMillis) {
        return LongStream.range(0, schedule.count())
                .map(schedule::dueNanos)
                .filter(due -> due >= millis(fromMillis) && due < millis(toMillis))
                .count();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
