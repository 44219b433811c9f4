package claimbench.dashboards;

import claimbench.contract.MeterNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few shapes of query that the dashboard has. Each answers one series for each process (and each value of the
 * further labels), so that the models stand side by side, and that a check can see whose data is missing.
 */
final class PromQl {
    /** Grafana's variable for the processes that the viewer has chosen. */
    static final String PROCESS_VARIABLE = "$process";

    /** At least four scrapes, and wider when the period is: with less, a rate has holes. */
    private static final String RATE_INTERVAL = "$__rate_interval";

    /** The whole period that is shown. */
    static final String RANGE = "$__range";

    private PromQl() {}

    /** Label matchers of a selector; the chosen processes are always among them. */
    record Selector(String metric, List<String> matchers) {
        static Selector of(String metric) {
            return new Selector(metric, List.of(MeterNames.PROCESS + "=~\"" + PROCESS_VARIABLE + "\""));
        }

        Selector where(String matcher) {
            var more = new ArrayList<>(matchers);
            more.add(matcher);
            return new Selector(metric, List.copyOf(more));
        }

        @Override
        public String toString() {
            return metric + "{" + String.join(",", matchers) + "}";
        }
    }

    /** Events per second. */
    static String rate(Selector counter, String... labels) {
        return sum("rate(%s[%s])".formatted(counter, RATE_INTERVAL), labels);
    }

    /** Events in the whole period. */
    static String increase(Selector counter, String... labels) {
        return sum("increase(%s[%s])".formatted(counter, RANGE), labels);
    }

    /** Rate of a counter that may never have been made: zero where the other one, which is, has a rate. */
    static String rateOrZero(Selector counter, Selector always, String... labels) {
        return "%s or %s * 0".formatted(rate(counter, labels), rate(always, labels));
    }

    /** A part of the whole, over the whole period: 0 to 1. */
    static String share(Selector part, Selector whole) {
        return "(%s or %s * 0) / %s".formatted(increase(part), increase(whole), increase(whole));
    }

    /** A gauge now, added up over what is not named. */
    static String gauge(Selector gauge, String... labels) {
        return sum(gauge.toString(), labels);
    }

    /** A gauge now, the largest over what is not named. */
    static String gaugeMax(Selector gauge, String... labels) {
        return "max by (%s) (%s)".formatted(by(labels), gauge);
    }

    /** A quantile of late, from histogram buckets: interpolated within a bucket. */
    static String quantile(double quantile, Selector buckets, String... labels) {
        return quantileOf(quantile, "rate(%s[%s])".formatted(buckets, RATE_INTERVAL), labels);
    }

    /** A quantile over the whole period. */
    static String quantileOverRange(double quantile, Selector buckets, String... labels) {
        return quantileOf(quantile, "increase(%s[%s])".formatted(buckets, RANGE), labels);
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
        all.add(MeterNames.PROCESS);
        all.addAll(List.of(labels));
        return String.join(",", all);
    }
}
