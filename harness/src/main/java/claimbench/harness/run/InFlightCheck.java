package claimbench.harness.run;

import claimbench.harness.result.Beyond;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.LittlesLaw;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Little's law between two who do not know of each other: the target counts what it has in flight, and the generator times what it is
 * answered. What is in flight on average is all of the requests' time that lies in the window, over its length, whatever the target
 * does (J. D. C. Little, Operations Research 9(3), 1961); so where it is not, one of the two counts or clocks is wrong, or requests spend
 * time where the target does not see them.
 *
 * <p>In flight is what the target handles and what waits in its queue of requests. Chance lies in the target's count, which is asked for a
 * few times only. The generator's side is exact where it says what of each request lay in the window; where it does not, rate × service time
 * of each second stands for it, with the interval that seconds leave. Where the two together leave so much room that a target could be
 * off by more than a quarter and pass, nothing has passed.
 */
final class InFlightCheck {
    /** What may lie between the two beside chance: requests that are on their way, and in the generator. */
    static final double DEVIATION_MAX = 0.1;

    /** More room than this, chance included, and the check could hardly fail. */
    static final double ROOM_MAX = 0.25;

    /**
     * A target whose cores are busy for more than this share of the window reads requests later than they arrive: they wait in the
     * kernel's buffers, and the target cannot count what it has not read. A loop that computes is the plainest case.
     */
    static final double BUSY_MAX = 0.5;

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

    /** What the generator says, and from where to where that reaches: nowhere where it is exact. */
    private record Expected(double mean, double low, double high, String words) {}

    /**
     * Compares both sides.
     *
     * @param sampled empty where the target was not asked, or did not answer
     * @param underWay requests on average in the window, by name, as the generator adds them up; null where it does not say
     * @param service answers and service times of each second
     * @param failed requests, whose times are elsewhere
     * @param busy share of the target's cores that was busy in the window; not a number where it is not known
     */
    static Finding of(
            Optional<Sampled> sampled,
            @Nullable Map<String, Double> underWay,
            TrialSeconds service,
            long failed,
            double busy) {
        if (sampled.isEmpty()) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    "the target was not asked for it, or did not say: a question would cost it what is measured");
        }
        if (failed > 0) {
            return Finding.unknown(TrustCheck.IN_FLIGHT, failed + " requests failed, and were in flight too");
        }
        Sampled counted = sampled.get();
        if (counted.samples < SAMPLES_MIN || (underWay == null && service.count() < LittlesLaw.SECONDS_MIN)) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    "the window has " + service.count() + " whole seconds and " + counted.samples
                            + " samples, and it takes " + LittlesLaw.SECONDS_MIN + " and " + SAMPLES_MIN);
        }
        Expected expected = underWay == null ? bySecond(service) : exact(underWay);
        if (!(expected.mean > 0)) {
            return Finding.unknown(TrustCheck.IN_FLIGHT, "nothing was answered in whole seconds of the window");
        }
        return compare(counted, expected, busy);
    }

    private static Expected exact(Map<String, Double> underWay) {
        double mean =
                underWay.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Expected(mean, mean, mean, String.format(Locale.ROOT, "%.1f requests under way on average", mean));
    }

    private static Expected bySecond(TrialSeconds service) {
        Interval predicted = LittlesLaw.of(LEVEL, 0, service.answers(), service.meanSeconds())
                .predicted();
        return new Expected(
                predicted.value(),
                predicted.low(),
                predicted.high(),
                String.format(
                        Locale.ROOT,
                        "rate × service time = %.1f (%.1f to %.1f)",
                        predicted.value(),
                        predicted.low(),
                        predicted.high()));
    }

    private static Finding compare(Sampled counted, Expected expected, double busy) {
        // One request more or less is none.
        double allowed = Math.max(DEVIATION_MAX, 1 / expected.mean);
        double chance = new TDistribution(counted.samples - 1).inverseCumulativeProbability((1 + LEVEL) / 2)
                * counted.standardError
                / expected.mean;
        double low = expected.low / expected.mean - 1 - chance - allowed;
        double high = expected.high / expected.mean - 1 + chance + allowed;
        double room = Math.max(-low, high);
        double deviation = counted.mean / expected.mean - 1;
        String both = String.format(
                Locale.ROOT,
                "%s, the target counted %.1f (%d samples): %+.1f %%",
                expected.words,
                counted.mean,
                counted.samples,
                100 * deviation);
        boolean inside = low <= deviation && deviation <= high;
        if (inside && room > ROOM_MAX) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    String.format(
                            Locale.ROOT,
                            "%s; not judged: %s may be chance, and more than %.0f %% could hide what is looked for",
                            both,
                            Beyond.percent(room, ROOM_MAX, 0),
                            100 * ROOM_MAX));
        }
        if (deviation < low && busy > BUSY_MAX) {
            return Finding.unknown(
                    TrustCheck.IN_FLIGHT,
                    String.format(
                            Locale.ROOT,
                            "%s; not judged: the target's cores were busy for %.0f %% of the window, and requests that it had no"
                                    + " time to read are not in its count",
                            both,
                            100 * busy));
        }
        return new Finding(
                TrustCheck.IN_FLIGHT,
                inside,
                String.format(Locale.ROOT, "%s, at most %.1f %% allowed", both, 100 * (deviation < 0 ? -low : high)));
    }
}
