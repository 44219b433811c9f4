package claimbench.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How users come.
 *
 * <p>A closed load grows over the first half of the warm-up, so that connections are opened one after another and not in one
 * burst. Gatling's own ramps count in whole seconds, which is coarse beside a warm-up of one second: so it injects all users at
 * once, and each waits for its turn.
 *
 * <p>In an open load each arrival has its time in the {@link Schedule}, to the nanosecond. Gatling keeps time only roughly: it
 * counts milliseconds, and whatever it does in a batch of a second's users delays all of them. So it only has to let users in
 * early enough ({@link Admission}), and each waits for its own time. How early it was let in makes no difference to what is
 * measured, and neither Poisson arrivals nor ramps are left to Gatling.
 *
 * <p>The first user of an open load sends nothing: it starts the clock, since the first arrival may be due late.
 *
 * @param settings of the run
 */
record Injection(Settings settings) {
    /** Connections need no more, and a long warm-up is for what comes after. */
    private static final int RAMP_MILLIS_MAX = 2_500;

    /** What Gatling is to do. */
    OpenInjectionStep[] steps() {
        return switch (settings.model()) {
            case CLOSED -> new OpenInjectionStep[] {atOnceUsers(settings.users())};
            case OPEN -> {
                Admission admission = Admission.of(settings.schedule());
                Duration slot = Duration.ofSeconds(admission.slotSeconds());
                var steps = new ArrayList<OpenInjectionStep>(List.of(atOnceUsers(1)));
                admission
                        .usersBySlot()
                        .forEach(users -> steps.add(
                                users == 0 ? nothingFor(slot) : rampUsers(users).during(slot)));
                yield steps.toArray(OpenInjectionStep[]::new);
            }
        };
    }

    /** How long after the first user's arrival the load begins. */
    int headStartMillis() {
        return settings.model() == LoadModel.OPEN
                ? Admission.of(settings.schedule()).headStartMillis()
                : 0;
    }

    /**
     * The place of a user among the arrivals of an open load, counted from 0; negative for the one that only starts the clock.
     *
     * @param user counted from 0
     */
    long arrival(long user) {
        return user - 1;
    }

    /** How long a user of a closed load waits before its first request. */
    Duration delay(long user) {
        return Duration.ofMillis(rampMillis(settings.warmUpMillis()) * user / settings.users());
    }

    /** How long a load grows from nothing: half of the warm-up, or as long as connections need. */
    static long rampMillis(int warmUpMillis) {
        return Math.min(warmUpMillis / 2, RAMP_MILLIS_MAX);
    }
}
