package claimbench.harness.performance;

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
    NANOS_PER_OPERATION("time an operation", Better.LESS);

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

    /** How many times as good one value is as another: above 1 where it is better. */
    double advantage(double of, double over) {
        return better == Better.MORE ? of / over : over / of;
    }
}
