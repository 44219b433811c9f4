package claimbench.dashboards;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few shapes of query that the dashboards have. Each answers one series for each target (and each value of the further
 * labels), so that the models stand side by side, and that a check can see whose data is missing.
 *
 * <p>A trial's processes are its own: what they count begins with 0 and ends with the trial. So the last value in a period, added up
 * over trials, is exactly what was counted ({@link #total}), where Prometheus' {@code increase} would have to guess.
 */
final class PromQl {
    /** At least four scrapes, and wider when the period is: with less, a rate has holes. */
    static final String RATE_INTERVAL = "$__rate_interval";

    /** The whole period that is shown. */
    static final String RANGE = "$__range";

    private static final String VARIABLE = "$";
    private static final String EQUAL = "=\"%s\"";
    private static final String MATCHES = "=~\"%s\"";

    private PromQl() {}

    /** Samples of a name with these matchers. */
    record Selector(String sample, List<String> matchers) {
        /** Of the run, targets and scenarios that are chosen, from any process of theirs. */
        static Selector of(String sample) {
            return ofRun(sample)
                    .where(MeterNames.TARGET + MATCHES.formatted(VARIABLE + MeterNames.TARGET))
                    .where(MeterNames.SCENARIO + MATCHES.formatted(VARIABLE + MeterNames.SCENARIO));
        }

        /** The same, from the targets' own processes. */
        static Selector ofTarget(String sample) {
            // All targets have the same role.
            return of(sample).inRole(MeteredProcess.EVENT_LOOP);
        }

        /** Of the run that is chosen, of which there may be more than one target's, or none's. */
        static Selector ofRun(String sample) {
            return new Selector(sample, List.of(MeterNames.RUN + EQUAL.formatted(VARIABLE + MeterNames.RUN)));
        }

        Selector inRole(MeteredProcess process) {
            return with(MeterNames.ROLE, process.role());
        }

        Selector with(String label, String value) {
            return where(label + EQUAL.formatted(value));
        }

        Selector where(String matcher) {
            var more = new ArrayList<>(matchers);
            more.add(matcher);
            return new Selector(sample, List.copyOf(more));
        }

        Selector notSuccess() {
            return where(MeterNames.OUTCOME + "!=\"success\"");
        }

        @Override
        public String toString() {
            return sample + "{" + String.join(",", matchers) + "}";
        }
    }

    /** Requests that the target has answered, work alone. */
    static Selector answered() {
        return Selector.ofTarget(Meter.SERVER_REQUESTS.count());
    }

    /** Requests that the generator has seen to their end. */
    static Selector seen() {
        return Selector.of(Meter.GENERATOR_REQUESTS.count());
    }

    /** The same, of those that are measured. */
    static Selector measured() {
        return inWindow(seen());
    }

    /** Response times of those that are measured. */
    static Selector responseTimes() {
        return inWindow(Selector.of(Meter.GENERATOR_REQUESTS.bucket()));
    }

    private static Selector inWindow(Selector ofGenerator) {
        return ofGenerator.with(MeterNames.PHASE, "window");
    }

    /** Of a counter or a gauge, from the targets' own processes. */
    static Selector ofTarget(Meter meter) {
        return Selector.ofTarget(meter.sample());
    }

    /** Of a counter or a gauge, from the process beside a target. */
    static Selector beside(MeteredProcess process, Meter meter) {
        return Selector.of(meter.sample()).inRole(process);
    }

    /** Events per second. */
    static String rate(Selector counter, String... labels) {
        return sum("rate(%s[%s])".formatted(counter, RATE_INTERVAL), labels);
    }

    /** Rate of a counter that may never have been made: zero where the other one, which is, has a rate. */
    static String rateOrZero(Selector counter, Selector always, String... labels) {
        return "%s or %s * 0".formatted(rate(counter, labels), rate(always, labels));
    }

    /** One rate for each event of another. */
    static String ratePer(Selector counter, Selector events) {
        return "%s / (%s > 0)".formatted(rate(counter), rate(events));
    }

    /** Everything counted by the trials that have a part in the period. */
    static String total(Selector counter, String... labels) {
        return sum("last_over_time(%s[%s])".formatted(counter, RANGE), labels);
    }

    /** The same of a counter that may never have been made. */
    static String totalOrZero(Selector counter, Selector always, String... labels) {
        return "(%s or %s * 0)".formatted(total(counter, labels), total(always, labels));
    }

    /** A part of the whole: 0 to 1. */
    static String share(Selector part, Selector whole) {
        return "%s / (%s > 0)".formatted(totalOrZero(part, whole), total(whole));
    }

    /**
     * A gauge now, added up over what is not named. For some seconds a trial's last samples stand beside the first ones of the next: of
     * the two it is the larger, not the sum.
     */
    static String gauge(Selector gauge, String... labels) {
        var ofATrial = new ArrayList<>(List.of(labels));
        ofATrial.add(MeterNames.TRIAL);
        return "max by (%s) (%s)".formatted(by(labels), sum(gauge.toString(), ofATrial.toArray(String[]::new)));
    }

    /** A gauge now, the largest over what is not named. */
    static String gaugeMax(Selector gauge, String... labels) {
        return "max by (%s) (%s)".formatted(by(labels), gauge);
    }

    /** The largest that a gauge was in the period. */
    static String largest(Selector gauge, String... labels) {
        return "max by (%s) (max_over_time(%s[%s]))".formatted(by(labels), gauge, RANGE);
    }

    /** A quantile of late, from histogram buckets: interpolated within a bucket. */
    static String quantile(double quantile, Selector buckets, String... labels) {
        return quantileOf(quantile, "rate(%s[%s])".formatted(buckets, RATE_INTERVAL), labels);
    }

    /** A quantile of all that the trials of the period have counted. */
    static String quantileOfAll(double quantile, Selector buckets, String... labels) {
        return quantileOf(quantile, "last_over_time(%s[%s])".formatted(buckets, RANGE), labels);
    }

    private static String quantileOf(double quantile, String buckets, String... labels) {
        // Buckets are added before the quantile is taken: quantiles themselves can't be added or averaged.
        return String.format(Locale.ROOT, "histogram_quantile(%s, sum by (le,%s) (%s))", quantile, by(labels), buckets);
    }

    private static String sum(String what, String... labels) {
        return "sum by (%s) (%s)".formatted(by(labels), what);
    }

    private static String by(String... labels) {
        var all = new ArrayList<String>();
        all.add(MeterNames.TARGET);
        all.addAll(List.of(labels));
        return String.join(",", all);
    }
}
