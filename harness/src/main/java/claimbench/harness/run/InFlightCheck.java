package claimbench.harness.run;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.LittlesLaw;
import java.util.Locale;
import java.util.Optional;

/**
 * Little's law between two who do not know of each other: the target counts what it has in flight, and the generator counts and times
 * what it is answered. What is in flight on average is the rate of answers times their mean service time, whatever the target
 * does (J. D. C. Little, Operations Research 9(3), 1961); so where it is not, one of the two counts or clocks is wrong, or requests spend
 * time where the target does not see them.
 *
 * <p>In flight is what the target handles and what waits in its queue of requests.
 */
final class InFlightCheck {
    /** What may lie between the two beside chance: requests that are on their way, and in the generator. */
    static final double DEVIATION_MAX = 0.1;

    /** A run has some fifty trials, and each that fails by chance leaves a claim open. */
    private static final double LEVEL = 0.999;

    /** Fewer questions say little of a mean. */
    private static final int SAMPLES_MIN = 5;

    private InFlightCheck() {}

    /**
     * What the target had in flight.
     *
     * @param mean over its answers in the window
     * @param standardError of that mean
     * @param samples how many answers
     */
    record Sampled(double mean, double standardError, int samples) {}

    /**
     * Compares both sides.
     *
     * @param sampled empty where the target was not asked, or did not answer
     * @param service answers and service times of each second
     * @param failed requests, whose times are elsewhere
     */
    static Finding of(Optional<Sampled> sampled, TrialSeconds service, long failed) {
        if (sampled.isEmpty()) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    "the target was not asked for it, or did not say: a question would cost it what is measured");
        }
        if (failed > 0) {
            return Finding.unknown(TrustCheck.IN_FLIGHT, failed + " requests failed, and were in flight too");
        }
        Sampled counted = sampled.get();
        if (service.count() < LittlesLaw.SECONDS_MIN || counted.samples < SAMPLES_MIN) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    "the window has " + service.count() + " whole seconds and " + counted.samples
                            + " samples, and it takes " + LittlesLaw.SECONDS_MIN + " and " + SAMPLES_MIN);
        }
        var law = LittlesLaw.of(LEVEL, counted.mean, service.answers(), service.meanSeconds());
        double predicted = law.predicted().value();
        if (!(predicted > 0)) {
            return Finding.unknown(TrustCheck.IN_FLIGHT, "nothing was answered in whole seconds of the window");
        }
        // One request more or less is none; and the mean of samples is known as well as its standard error says.
        double tolerance = Math.max(DEVIATION_MAX, 1 / predicted) + 3 * counted.standardError / predicted;
        return new Finding(
                TrustCheck.IN_FLIGHT,
                law.holds(tolerance),
                String.format(
                        Locale.ROOT,
                        "rate × service time = %.1f (%.1f to %.1f), the target counted %.1f (%d samples): %+.1f %%,"
                                + " at most %.0f %% allowed beyond the interval",
                        predicted,
                        law.predicted().low(),
                        law.predicted().high(),
                        counted.mean,
                        counted.samples,
                        100 * (counted.mean / predicted - 1),
                        100 * tolerance));
    }
}
