package claimbench.harness.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must not grow in a server that does the same for long, and how much of it is no growth. The allowances are what a soak of
 * ten minutes can tell from chance: at some hundred requests a second, much less than a byte, a thread or a descriptor for each
 * request that is never given back.
 */
enum Soaked {
    /** After a collection, with no request under way: a few bytes a request would be more. */
    HEAP("heap after collection", Metric.HEAP_BYTES, Metric.HEAP_BYTES_A_MINUTE, 128 << 10),
    /** Two in ten minutes. */
    THREADS("threads", Metric.THREADS, Metric.THREADS_A_MINUTE, 0.2),
    /** Five in ten minutes. */
    DESCRIPTORS("descriptors", Metric.DESCRIPTORS, Metric.DESCRIPTORS_A_MINUTE, 0.5),
    /** To clients, upstream and database. */
    CONNECTIONS("connections", Metric.CONNECTIONS, Metric.CONNECTIONS_A_MINUTE, 0.5),
    /** The compiler's memory and the allocator's still settle in the first minutes. */
    RSS("RSS", Metric.RSS_BYTES, Metric.RSS_BYTES_A_MINUTE, 2 << 20);

    private final String text;
    private final Metric metric;
    private final Metric growth;
    private final double allowedAMinute;

    Soaked(String text, Metric metric, Metric growth, double allowedAMinute) {
        this.text = text;
        this.metric = metric;
        this.growth = growth;
        this.allowedAMinute = allowedAMinute;
    }

    String text() {
        return text;
    }

    /** Of one sample. */
    Metric metric() {
        return metric;
    }

    /** Of all. */
    Metric growth() {
        return growth;
    }

    double allowedAMinute() {
        return allowedAMinute;
    }

    static Optional<Soaked> ofGrowth(Metric metric) {
        return Arrays.stream(values()).filter(each -> each.growth == metric).findFirst();
    }

    static List<Metric> metrics() {
        return Arrays.stream(values()).map(Soaked::metric).toList();
    }
}
