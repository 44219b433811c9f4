package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionTest {

    @Test
    void evenArrivalsAreLetInASecondAtATimeAndAMarginAhead() {
        Admission admission = admission("rate=8", "warmUpMillis=0", "windowMillis=2000");

        assertThat(admission.slotSeconds()).isEqualTo(1);
        assertThat(admission.usersBySlot()).containsExactly(8, 8);
        assertThat(admission.headStartMillis()).isEqualTo(200);
        // The clock's user, then what each slot has.
        assertThat(injection("workload=open", "rate=8", "warmUpMillis=0", "windowMillis=2000")
                        .steps())
                .hasSize(3);
    }

    /** Gatling spreads a slot's users evenly; whoever comes by chance may be due long before its turn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate=40 arrivals=poisson",
                "rate=5..100",
                "rate=100..5",
                "rate=3,50,7",
                "rate=1 arrivals=poisson"
            })
    void everyArrivalIsLetInBeforeItIsDue(String load) {
        List<String> settings = new ArrayList<>(List.of(load.split(" ", -1)));
        settings.addAll(List.of("workload=open", "seed=3", "warmUpMillis=3000", "windowMillis=230000"));
        Injection injection = injection(settings.toArray(String[]::new));
        Schedule schedule = injection.settings().schedule();
        Admission admission = Admission.of(schedule);

        // No deeper than Gatling's chain of steps may be.
        assertThat(admission.slotSeconds()).isEqualTo(3);
        assertThat(admission.usersBySlot()).hasSizeLessThanOrEqualTo(100);
        long arrival = 0;
        double slotStart = 0;
        for (int users : admission.usersBySlot()) {
            for (int user = 0; user < users; user++) {
                double letInMillis =
                        slotStart + 1_000.0 * admission.slotSeconds() * user / users - admission.headStartMillis();
                assertThat(letInMillis).isLessThanOrEqualTo(schedule.dueNanos(arrival) / 1e6 - 199);
                arrival++;
            }
            slotStart += 1_000.0 * admission.slotSeconds();
        }
        assertThat(arrival).isEqualTo(schedule.count());
        assertThat(injection.headStartMillis()).isEqualTo(admission.headStartMillis());
    }

    @Test
    void slotsWithoutArrivalsAreWaitedFor() {
        Injection injection = injection(
                "workload=open", "rate=1", "arrivals=poisson", "seed=1", "warmUpMillis=0", "windowMillis=60000");

        Admission admission = Admission.of(injection.settings().schedule());
        assertThat(admission.usersBySlot()).contains(0);
        assertThat(injection.steps()).hasSize(admission.usersBySlot().size() + 1);
    }

    @Test
    void theFirstUserOfAnOpenLoadOnlyStartsTheClock() {
        Injection injection = injection("workload=open");

        assertThat(injection.arrival(0)).isNegative();
        assertThat(injection.arrival(1)).isZero();
    }

    @Test
    void usersOfAClosedLoadComeOneAfterAnother() {
        Injection injection = injection("workload=closed", "users=100", "warmUpMillis=2000");

        assertThat(injection.headStartMillis()).isZero();
        assertThat(injection.delay(0)).isEqualTo(Duration.ZERO);
        assertThat(injection.delay(50)).isEqualTo(Duration.ofMillis(500));
        assertThat(injection.delay(99)).isEqualTo(Duration.ofMillis(990));
    }

    private static Admission admission(String... settings) {
        var open = new ArrayList<>(List.of(settings));
        open.add("workload=open");
        return Admission.of(injection(open.toArray(String[]::new)).settings().schedule());
    }

    private static Injection injection(String... settings) {
        var properties = new Properties();
        properties.setProperty("claimbench.scenario", "plaintext");
        properties.setProperty("claimbench.url", "stdin");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.setProperty(Settings.PREFIX + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Injection(Settings.from(properties));
    }
}
