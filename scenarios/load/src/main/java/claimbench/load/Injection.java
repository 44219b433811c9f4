package claimbench.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How users come. Either load grows over the first half of the warm-up, so that connections are opened one after another
 * and not in one burst, and then goes on as its {@link Schedule} says.
 *
 * <p>Gatling's own ramps count in whole seconds, which is coarse beside a warm-up of one second. So a closed load injects
 * all users at once, and each waits for its turn; an open load injects at the full rate from the beginning, and during
 * the ramp some of the arrivals send nothing.
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
            // Whole seconds, as Gatling counts; who comes after the window's end sends nothing.
            case OPEN ->
                settings.schedule().stretches().stream()
                        .map(stretch ->
                                constantUsersPerSec(stretch.requestsPerSecond()).during(stretch.seconds()))
                        .toArray(OpenInjectionStep[]::new);
        };
    }

    /**
     * How long before its time Gatling lets an arrival in. Gatling keeps time only roughly: whatever it does in a batch of
     * a second's users delays all of them. So users come early, and each waits for the time it is due.
     */
    int headStartMillis() {
        return settings.model() == LoadModel.OPEN ? 200 : 0;
    }

    /** How long a user of a closed load waits before its first request. */
    Duration delay(long user) {
        return Duration.ofMillis(rampMillis() * user / settings.users());
    }

    /**
     * Whether an arrival of the ramp of an open load sends its request: from none at the beginning to each at the end.
     *
     * @param arrival counted from 0
     */
    boolean sends(long arrival) {
        double ramp = settings.schedule().firstRate() * rampMillis() / (double) TimeUnit.SECONDS.toMillis(1);
        return arrival >= ramp || Math.floor(sent(arrival + 1, ramp)) > Math.floor(sent(arrival, ramp));
    }

    /** How many of the first arrivals of a ramp send: the integral of a rate that grows evenly from none to all. */
    private static double sent(long arrivals, double ramp) {
        return (double) arrivals * arrivals / (2 * ramp);
    }

    private long rampMillis() {
        return Math.min(settings.warmUpMillis() / 2, RAMP_MILLIS_MAX);
    }
}
