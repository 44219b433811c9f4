package claimbench.harness.result;

import claimbench.load.Arrivals;
import claimbench.load.Rate;
import claimbench.load.Spacing;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a load.
 *
 * @param model closed or open
 * @param users virtual users at once, for a closed load; 0 for an open one
 * @param requestsPerSecond arrivals, for an open load, on average over the window; 0 for a closed one
 * @param warmUpMillis how long the same load runs before the window
 * @param windowMillis how long is measured
 * @param arrivals of an open load: their rate over the window (constant, a ramp, steps), and how they follow each other
 *     (evenly, or as a Poisson process); null for a closed one, and in runs of earlier versions
 */
public record Workload(
        Model model,
        int users,
        double requestsPerSecond,
        int warmUpMillis,
        int windowMillis,
        @Nullable Arrivals arrivals) {

    /** Whether users wait for their answer before they ask again. */
    public enum Model {
        /** A fixed number of users, each with one request at a time. */
        CLOSED,
        /** Arrivals at a rate, whether or not earlier ones have been answered. */
        OPEN
    }

    public static Workload closed(int users, int warmUpMillis, int windowMillis) {
        return new Workload(Model.CLOSED, users, 0, warmUpMillis, windowMillis, null);
    }

    public static Workload open(Arrivals arrivals, int warmUpMillis, int windowMillis) {
        return new Workload(Model.OPEN, 0, arrivals.rate().mean(), warmUpMillis, windowMillis, arrivals);
    }

    /** At one rate, evenly spaced. */
    public static Workload open(double requestsPerSecond, int warmUpMillis, int windowMillis) {
        return open(Arrivals.constant(Math.toIntExact(Math.round(requestsPerSecond))), warmUpMillis, windowMillis);
    }

    /** The rate of an open load over its window. */
    public Rate rate() {
        return arrivals == null ? Rate.constant(Math.toIntExact(Math.round(requestsPerSecond))) : arrivals.rate();
    }

    /** How arrivals of an open load follow each other. */
    public Spacing spacing() {
        return arrivals == null ? Spacing.EVEN : arrivals.spacing();
    }

    /** The shape in words, such as {@code open load: 100 arrivals a second, evenly spaced}. */
    public String inWords() {
        return switch (model) {
            case CLOSED -> "closed load: " + users + (users == 1 ? " user" : " users");
            case OPEN -> "open load: " + new Arrivals(rate(), spacing()).inWords();
        };
    }
}
