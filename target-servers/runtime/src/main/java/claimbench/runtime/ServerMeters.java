package claimbench.runtime;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters that every server has, under the names of {@link MeterNames}. Thread-safe. */
public final class ServerMeters {
    private record Key(String route, String mode, String outcome) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final LongAdder active = new LongAdder();
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /**
     * Meters of a process that has answered nothing yet.
     *
     * @param process value of the label {@link MeterNames#PROCESS} on every meter
     */
    public ServerMeters(String process) {
        this(process, Tags.empty());
    }

    /**
     * Meters of one process of several that do the same.
     *
     * @param process value of the label {@link MeterNames#PROCESS} on every meter
     * @param labels on every meter beside it
     */
    public ServerMeters(String process, Tags labels) {
        registry.config().commonTags(labels.and(MeterNames.PROCESS, process));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmCompilationMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
        gauge(MeterNames.SERVER_REQUESTS_ACTIVE, Tags.empty(), active, LongAdder::doubleValue);
    }

    /** A request has been received: {@link #answered} or {@link #abandoned} must follow. */
    public void received() {
        active.increment();
    }

    /**
     * A request has been answered.
     *
     * @param route null where the request named none
     * @param mode null where the route has none
     * @param status of the answer
     * @param nanos from {@link #received} to here
     */
    public void answered(@Nullable Route route, @Nullable WireName mode, int status, long nanos) {
        answered(route == null ? MeterNames.ROUTE_NONE : route.path(), mode, status, nanos);
    }

    /**
     * A request has been answered by a server with routes of its own.
     *
     * @param route value of the label {@link MeterNames#ROUTE}, one of few
     * @param mode null where the route has none
     * @param status of the answer
     * @param nanos from {@link #received} to here
     */
    public void answered(String route, @Nullable WireName mode, int status, long nanos) {
        ended(route, mode, status < 400 ? "success" : status < 500 ? "client_error" : "server_error", nanos);
    }

    /**
     * A request will not be answered, since its client has gone or its handler was cut off.
     *
     * @param route value of the label {@link MeterNames#ROUTE}, one of few
     * @param mode null where the route has none
     * @param nanos from {@link #received} to here
     */
    public void abandoned(String route, @Nullable WireName mode, long nanos) {
        ended(route, mode, "failure", nanos);
    }

    private void ended(String route, @Nullable WireName mode, String outcome, long nanos) {
        active.decrement();
        var key = new Key(route, mode == null ? MeterNames.MODE_NONE : mode.wireName(), outcome);
        timers.computeIfAbsent(key, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A gauge that reads {@code state} whenever the meters are read. The state is held on to. */
    public <T> void gauge(String name, Tags tags, T state, ToDoubleFunction<T> value) {
        Gauge.builder(name, state, value).tags(tags).strongReference(true).register(registry);
    }

    /** A counter of its own. */
    public Counter counter(String name, Tags tags) {
        return Counter.builder(name).tags(tags).register(registry);
    }

    /** A timer of its own with a percentile histogram. */
    public Timer timer(String name, Tags tags) {
        return Timer.builder(name)
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(60))
                .register(registry);
    }

    /**
     * All meters as text.
     *
     * @param accept the request's header of that name: decides between Prometheus text and OpenMetrics
     */
    public String scrape(@Nullable String accept) {
        return registry.scrape(contentType(accept));
    }

    /** The media type that {@link #scrape} answers with for this header. */
    public static String contentType(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
    }

    private Timer timer(Key key) {
        return timer(
                MeterNames.SERVER_REQUESTS,
                Tags.of(MeterNames.ROUTE, key.route, MeterNames.MODE, key.mode, MeterNames.OUTCOME, key.outcome));
    }
}
