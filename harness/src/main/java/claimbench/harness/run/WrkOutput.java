package claimbench.harness.run;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk --latency} prints at its end, as numbers. What it does not print is said, not guessed.
 *
 * @param requests answers that came, of any status
 * @param durationNanos how long it took
 * @param latencyNanosP50 of all answers, as precise as the text
 * @param latencyNanosP99 likewise
 * @param notSuccessful answers of a status other than 2xx or 3xx
 * @param connectErrors connections that could not be opened
 * @param readErrors connections that broke while an answer was read
 * @param writeErrors while a request was written
 * @param timeouts answers that came later than wrk was told to wait; one that never came is none
 */
public record WrkOutput(
        long requests,
        long durationNanos,
        long latencyNanosP50,
        long latencyNanosP99,
        long notSuccessful,
        long connectErrors,
        long readErrors,
        long writeErrors,
        long timeouts) {
    private static final String TIME = "([0-9.]+)(us|ms|s|m|h)";
    private static final Pattern TOTAL = Pattern.compile("(?m)^ +([0-9]+) requests in " + TIME + ", ");
    private static final Pattern NOT_SUCCESSFUL = Pattern.compile("(?m)^ +Non-2xx or 3xx responses: ([0-9]+)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("(?m)^ +Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)");
    private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3_600e9);

    /**
     * Reads the text.
     *
     * @throws TrialFailure that names what is missing
     */
    public static WrkOutput parse(String text) throws TrialFailure {
        Matcher total = find(TOTAL, text, "the number of requests");
        Matcher errors = SOCKET_ERRORS.matcher(text);
        boolean failed = errors.find();
        Matcher notSuccessful = NOT_SUCCESSFUL.matcher(text);
        return new WrkOutput(
                Long.parseLong(total.group(1)),
                nanos(total.group(2), total.group(3)),
                percentile(50, text),
                percentile(99, text),
                notSuccessful.find() ? Long.parseLong(notSuccessful.group(1)) : 0,
                failed ? Long.parseLong(errors.group(1)) : 0,
                failed ? Long.parseLong(errors.group(2)) : 0,
                failed ? Long.parseLong(errors.group(3)) : 0,
                failed ? Long.parseLong(errors.group(4)) : 0);
    }

    /** Answers that are a success. */
    public long successes() {
        return requests - notSuccessful;
    }

    /** Whatever went wrong, added up. */
    public long errors() {
        return notSuccessful + connectErrors + readErrors + writeErrors + timeouts;
    }

    private static long percentile(int percent, String text) throws TrialFailure {
        Matcher matcher =
                find(Pattern.compile("(?m)^ +" + percent + "% +" + TIME), text, "the " + percent + "th percentile");
        return nanos(matcher.group(1), matcher.group(2));
    }

    private static Matcher find(Pattern pattern, String text, String what) throws TrialFailure {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new TrialFailure(
                    "wrk did not print " + what + ": " + text.strip().replaceAll("\\s+", " "));
        }
        return matcher;
    }

    private static long nanos(String number, String unit) throws TrialFailure {
        Double factor = NANOS.get(unit);
        if (factor == null) {
            throw new TrialFailure("wrk printed a time in an unknown unit: " + number + unit);
        }
        return Math.round(Double.parseDouble(number) * factor);
    }
}
