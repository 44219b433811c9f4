package claimbench.harness.performance;

import java.util.Locale;

/** What a sample is a number of. */
public enum Metric {
    /** Successful answers a second: others are no throughput. */
    REQUESTS_PER_SECOND("requests/s", Better.MORE),
    /** CPU time of the server's process, user and system, for each successful answer. */
    CPU_NANOS_PER_REQUEST("CPU a request", Better.LESS),
    /** CPU time of the server's process for each nanosecond of the window: 1 when its core was never idle. */
    CORE_BUSY("core busy", Better.MORE),
    LATENCY_NANOS_P50("p50", Better.LESS),
    LATENCY_NANOS_P99("p99", Better.LESS),
    /** Answers that are no success, and failures of sockets. */
    ERRORS("errors", Better.LESS),
    HEAP_BYTES_PER_CONNECTION("live heap a connection", Better.LESS),
    NANOS_PER_OPERATION("time an operation", Better.LESS),
    LATENCY_NANOS_MAX("max", Better.LESS),
    /** Right answers a second of a closed load that keeps the server busy and is not too much for it. */
    CAPACITY_PER_SECOND("capacity", Better.MORE),
    /** Right answers a second under twice the capacity, for each one of the capacity. */
    GOODPUT_SHARE("goodput / capacity", Better.MORE),
    /** The same in the first overload of a server's life, when nothing of what refuses has been compiled. */
    FIRST_GOODPUT_SHARE("in the first overload", Better.MORE),
    /** Requests of all that were offered that got a 503 with {@code Retry-After}. */
    REFUSED_SHARE("refused", Better.LESS),
    /** p99 before the overload, at 30 % of the capacity. */
    QUIET_NANOS_P99("p99 at 30 %", Better.LESS),
    /** From the overload's end until all is as before. */
    RECOVERY_NANOS("recovery", Better.LESS),
    /** How late the load was begun. */
    LAG_NANOS_P95("load late by, p95", Better.LESS),
    /** Requests that were under way at the same time. */
    OPEN_AT_ONCE("open at once", Better.MORE),
    /** The longest gap between two tokens of the stream that had the longest of all. */
    WORST_STREAM_GAP_NANOS("longest gap of a stream", Better.LESS),
    /** The mean gap between two tokens of the stream whose mean is the longest. */
    WORST_STREAM_MEAN_GAP_NANOS("slowest stream's mean gap", Better.LESS),
    /** How late the upstream was. */
    UPSTREAM_LATE_NANOS_P95("upstream late by, p95", Better.LESS),
    /** What something still refers to. */
    HEAP_BYTES("heap after collection", Better.LESS),
    /** As the kernel counts them. */
    THREADS("threads", Better.LESS),
    DESCRIPTORS("descriptors", Better.LESS),
    CONNECTIONS("connections", Better.LESS),
    RSS_BYTES("RSS", Better.LESS),
    HEAP_BYTES_A_MINUTE("growth of the heap", Better.LESS),
    THREADS_A_MINUTE("growth of threads", Better.LESS),
    DESCRIPTORS_A_MINUTE("growth of descriptors", Better.LESS),
    CONNECTIONS_A_MINUTE("growth of connections", Better.LESS),
    RSS_BYTES_A_MINUTE("growth of RSS", Better.LESS);

    /** Which of two values is the better one. */
    enum Better {
        MORE,
        LESS
    }

    private final String text;
    private final Better better;

    Metric(String text, Better better) {
        this.text = text;
        this.better = better;
    }

    /** As in tables. */
    String text() {
        return text;
    }

    /** A value with its unit, for people. */
    String text(double value) {
        return switch (this) {
            case REQUESTS_PER_SECOND, CAPACITY_PER_SECOND -> String.format(Locale.ROOT, "%,.0f requests/s", value);
            case CPU_NANOS_PER_REQUEST,
                    LATENCY_NANOS_P50,
                    LATENCY_NANOS_P99,
                    LATENCY_NANOS_MAX,
                    QUIET_NANOS_P99,
                    RECOVERY_NANOS,
                    LAG_NANOS_P95,
                    UPSTREAM_LATE_NANOS_P95,
                    WORST_STREAM_GAP_NANOS,
                    WORST_STREAM_MEAN_GAP_NANOS,
                    NANOS_PER_OPERATION -> time(value);
            case CORE_BUSY, REFUSED_SHARE -> String.format(Locale.ROOT, "%.0f %%", 100 * value);
            case GOODPUT_SHARE, FIRST_GOODPUT_SHARE -> String.format(Locale.ROOT, "%.2f", value);
            case ERRORS, OPEN_AT_ONCE, THREADS, DESCRIPTORS, CONNECTIONS -> String.format(Locale.ROOT, "%,.0f", value);
            case HEAP_BYTES_PER_CONNECTION -> String.format(Locale.ROOT, "%,.0f B", value);
            case HEAP_BYTES, RSS_BYTES -> String.format(Locale.ROOT, "%.1f MiB", value / (1 << 20));
            case HEAP_BYTES_A_MINUTE, RSS_BYTES_A_MINUTE ->
                String.format(Locale.ROOT, "%+.1f KiB/min", value / (1 << 10));
            case THREADS_A_MINUTE, DESCRIPTORS_A_MINUTE, CONNECTIONS_A_MINUTE ->
                String.format(Locale.ROOT, "%+.2f/min", value);
        };
    }

    private static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.1f ns", nanos);
        }
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%.2f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    /** How many times as good one value is as another: above 1 where it is better. */
    double advantage(double of, double over) {
        return better == Better.MORE ? of / over : over / of;
    }
}
