package claimbench.harness.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a server keeps up with a rate: what must hold of a trial's window, all of it. As text {@code
 * p99=1s,errors=1%,achieved=95%}; what is left out is as in {@link #DEFAULT}.
 *
 * @param percentile of the response times of good answers, from the intended start: above 0, below 100
 * @param latencyNanosMax what it may be at most
 * @param errorsPercentMax failed requests of all, at most
 * @param achievedPercentMin rate of good answers over rate of arrivals, at least
 */
public record Objective(double percentile, long latencyNanosMax, double errorsPercentMax, double achievedPercentMin) {
    /** A second is what people notice (Miller 1968; Nielsen 1993). */
    public static final Objective DEFAULT = new Objective(99, 1_000_000_000, 1, 95);

    /** What {@link #parse} takes, in words that follow "must be". */
    public static final String ALLOWED =
            "one or more of pN=TIME (such as p99=200ms or p99.9=2s), errors=N% (0 to 50) and achieved=N% (50 to 100), joined"
                    + " by commas";

    private static final Pattern LATENCY = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,3})?)=(\\d{1,6})(ms|s)");
    private static final Pattern SHARE = Pattern.compile("(errors|achieved)=(\\d{1,3}(?:\\.\\d{1,3})?)%");

    /** Reads an objective as it is typed; empty where it is none. */
    public static Optional<Objective> parse(String text) {
        Objective objective = DEFAULT;
        List<String> seen = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher latency = LATENCY.matcher(part);
            Matcher share = SHARE.matcher(part);
            if (latency.matches() && !seen.contains("p")) {
                seen.add("p");
                long nanos =
                        Long.parseLong(latency.group(2)) * (latency.group(3).equals("s") ? 1_000_000_000L : 1_000_000L);
                double percentile = Double.parseDouble(latency.group(1));
                if (percentile <= 0 || nanos == 0) {
                    return Optional.empty();
                }
                objective = new Objective(percentile, nanos, objective.errorsPercentMax, objective.achievedPercentMin);
            } else if (share.matches() && !seen.contains(share.group(1))) {
                seen.add(share.group(1));
                double percent = Double.parseDouble(share.group(2));
                boolean errors = share.group(1).equals("errors");
                if (errors ? percent > 50 : percent < 50 || percent > 100) {
                    return Optional.empty();
                }
                objective = new Objective(
                        objective.percentile,
                        objective.latencyNanosMax,
                        errors ? percent : objective.errorsPercentMax,
                        errors ? objective.achievedPercentMin : percent);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(objective);
    }

    /**
     * What of it a window missed, in words.
     *
     * @return empty where the server kept up
     */
    public Optional<String> missed(Pace pace) {
        var missed = new ArrayList<String>();
        if (pace.errorsPercent() > errorsPercentMax) {
            missed.add(percent(pace.errorsPercent()) + " of requests failed, at most " + percent(errorsPercentMax)
                    + " may");
        }
        if (pace.achievedPercent() < achievedPercentMin) {
            missed.add("answers came at " + percent(pace.achievedPercent()) + " of the rate of arrivals, at least "
                    + percent(achievedPercentMin) + " must");
        }
        long nanos = pace.latencyNanos(percentile);
        if (nanos > latencyNanosMax) {
            missed.add("p" + number(percentile) + " " + millis(nanos) + ", at most " + millis(latencyNanosMax));
        }
        return missed.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missed));
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return "p" + number(percentile) + "="
                + (latencyNanosMax % 1_000_000_000 == 0
                        ? latencyNanosMax / 1_000_000_000 + "s"
                        : latencyNanosMax / 1_000_000 + "ms")
                + ",errors=" + number(errorsPercentMax) + "%,achieved=" + number(achievedPercentMin) + "%";
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
