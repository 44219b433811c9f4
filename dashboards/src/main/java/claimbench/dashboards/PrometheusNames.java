package claimbench.dashboards;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;

/** What Prometheus calls a meter: Micrometer's own convention, asked rather than repeated. */
final class PrometheusNames {
    private static final NamingConvention CONVENTION = new PrometheusNamingConvention();

    private PrometheusNames() {}

    /** Counter of what a timer has timed. */
    static String timerCount(String timer) {
        return timer(timer) + "_count";
    }

    /** Counter of the seconds that a timer has timed. */
    static String timerSum(String timer) {
        return timer(timer) + "_sum";
    }

    /** Cumulative buckets of a timer's histogram, in seconds. */
    static String timerBucket(String timer) {
        return timer(timer) + "_bucket";
    }

    /** Gauge with the base unit that its meter was made with; null for none. */
    static String gauge(String gauge, @Nullable String baseUnit) {
        return CONVENTION.name(gauge, Meter.Type.GAUGE, baseUnit);
    }

    /** Counter with the base unit that its meter was made with. */
    static String counter(String counter, String baseUnit) {
        // The convention leaves this suffix to the exposition format, as it does with those of a timer.
        return CONVENTION.name(counter, Meter.Type.COUNTER, baseUnit) + "_total";
    }

    private static String timer(String timer) {
        return CONVENTION.name(timer, Meter.Type.TIMER);
    }
}
