package claimbench.runtime.meters;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one process: those of the table {@link Meter} that name it, with the labels that it says. Whoever makes another
 * is refused, so that what the table says of a process is what it shows. Gauges and counters are Micrometer's; histograms
 * are {@link LatencyHistogram}s, since Micrometer has no native ones. Thread-safe.
 */
public final class Meters {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    /** Of these the quantiles are looked at; not of the upstream's requests, whose lateness tells more. */
    private static final Set<Meter> FINE = Set.of(Meter.SERVER_REQUESTS, Meter.GENERATOR_REQUESTS);

    private record Series(Meter meter, Tags labels) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Meter, HistogramFamily> families = new EnumMap<>(Meter.class);
    private final ConcurrentMap<Series, LatencyHistogram> histograms = new ConcurrentHashMap<>();

    /** What counters read, which Micrometer would let go. */
    private final Collection<Object> held = new ConcurrentLinkedQueue<>();

    private final Optional<MeteredProcess> process;
    private final Tags common;

    /** Meters of a process. Those of the JVM and of the operating system are there from the start. */
    public Meters(String process) {
        this(process, Tags.empty());
    }

    /**
     * Meters of one process of several that do the same.
     *
     * @param process value of the label {@link MeterNames#PROCESS} on every meter; one that is no {@link MeteredProcess} may have
     *     any meter of the table
     * @param labels on every meter beside it
     */
    public Meters(String process, Tags labels) {
        this.process = Arrays.stream(MeteredProcess.values())
                .filter(known -> known.wireName().equals(process))
                .findFirst();
        this.common = labels.and(MeterNames.PROCESS, process);
        registry.config().commonTags(common);
        for (Meter meter : Meter.values()) {
            if (meter.type() == Meter.Type.HISTOGRAM) {
                boolean isFine = FINE.contains(meter) && !this.process.equals(Optional.of(MeteredProcess.UPSTREAM));
                var family = new HistogramFamily(
                        meter, isFine ? LatencyHistogram.Detail.FINE : LatencyHistogram.Detail.COARSE);
                families.put(meter, family);
                registry.getPrometheusRegistry().register(family);
            }
        }
        new ProcessMeters().bindTo(this);
    }

    /** A gauge that reads {@code state} whenever the meters are read. The state is held on to. */
    public <T> void gauge(Meter meter, Tags labels, T state, ToDoubleFunction<T> value) {
        check(meter, Meter.Type.GAUGE, labels);
        Gauge.builder(meter.family(), state, value)
                .tags(labels)
                .description(meter.meaning())
                .strongReference(true)
                .register(registry);
    }

    /** A counter of its own. */
    public Counter counter(Meter meter, Tags labels) {
        check(meter, Meter.Type.COUNTER, labels);
        return Counter.builder(meter.family())
                .tags(labels)
                .description(meter.meaning())
                .register(registry);
    }

    /** A counter that somebody else counts up. The state is held on to. */
    public <T> void counter(Meter meter, Tags labels, T state, ToDoubleFunction<T> value) {
        check(meter, Meter.Type.COUNTER, labels);
        held.add(state);
        FunctionCounter.builder(meter.family(), state, value)
                .tags(labels)
                .description(meter.meaning())
                .register(registry);
    }

    /** A count, and a sum of nanoseconds, that somebody else counts up. The state is held on to. */
    public <T> void summary(Meter meter, Tags labels, T state, ToLongFunction<T> count, ToDoubleFunction<T> sumNanos) {
        check(meter, Meter.Type.SUMMARY, labels);
        held.add(state);
        FunctionTimer.builder(meter.family(), state, count, sumNanos, TimeUnit.NANOSECONDS)
                .tags(labels)
                .description(meter.meaning())
                .register(registry);
    }

    /** The histogram with these labels; the same one each time. */
    public LatencyHistogram histogram(Meter meter, Tags labels) {
        return histograms.computeIfAbsent(new Series(meter, labels), _ -> {
            check(meter, Meter.Type.HISTOGRAM, labels);
            HistogramFamily family = families.get(meter);
            if (family == null) {
                throw new IllegalStateException(meter + " is a histogram without a family");
            }
            return family.add(prometheus(labels.and(common)));
        });
    }

    /**
     * All meters as bytes.
     *
     * @param accept the request's header of that name: decides between Prometheus' text, OpenMetrics, and Prometheus' protobuf,
     *     which alone has native histograms
     */
    public byte[] scrape(@Nullable String accept) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try {
            registry.scrape(bytes, contentType(accept));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /** The media type that {@link #scrape} answers with for this header. */
    public static String contentType(@Nullable String accept) {
        String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        if (wanted.contains("application/vnd.google.protobuf")
                && wanted.contains("io.prometheus.client.metricfamily")
                && wanted.contains("encoding=delimited")) {
            return PROTOBUF;
        }
        return wanted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    private void check(Meter meter, Meter.Type type, Tags labels) {
        if (meter.type() != type) {
            throw new IllegalArgumentException(meter.family() + " is a " + meter.type() + ", not a " + type);
        }
        var names = new TreeSet<String>();
        labels.forEach(label -> names.add(label.getKey()));
        if (!names.equals(new TreeSet<>(meter.labels()))) {
            throw new IllegalArgumentException(meter.family() + " has the labels " + meter.labels() + ", not " + names);
        }
        if (process.isPresent() && !meter.processes().contains(process.get())) {
            throw new IllegalArgumentException(
                    meter.family() + " is not one of " + process.get().wireName());
        }
    }

    private static Labels prometheus(Tags tags) {
        Labels.Builder labels = Labels.builder();
        for (Tag tag : tags) {
            labels.label(tag.getKey(), tag.getValue());
        }
        return labels.build();
    }
}
