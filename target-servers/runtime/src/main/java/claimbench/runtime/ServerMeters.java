package claimbench.runtime;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import claimbench.runtime.meters.LatencyHistogram;
import claimbench.runtime.meters.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The meters that every server has, and those that it adds of the table {@link Meter}. Thread-safe. */
public final class ServerMeters {
    private record Key(String route, String mode, String outcome) {}

    /** Requests that are no work: counted, and not in buckets, whose lines would be most of every scrape. */
    private static final class Control {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    private final Meters meters;
    private final ConcurrentMap<Key, LatencyHistogram> histograms = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Control> controls = new ConcurrentHashMap<>();
    private final LongAdder active = new LongAdder();

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
        meters = new Meters(process, labels);
        gauge(Meter.SERVER_REQUESTS_ACTIVE, Tags.empty(), active, LongAdder::doubleValue);
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
        if (route == null || route.isWork()) {
            answered(route == null ? MeterNames.ROUTE_NONE : route.path(), mode, status, nanos);
        } else {
            looked(route.path(), nanos);
        }
    }

    /** A request that is no work has been answered, or never will be. */
    private void looked(String route, long nanos) {
        active.decrement();
        Control control = controls.computeIfAbsent(route, this::control);
        control.nanos.add(nanos);
        control.count.increment();
    }

    private Control control(String route) {
        var control = new Control();
        summary(
                Meter.CONTROL_REQUESTS,
                Tags.of(MeterNames.ROUTE, route),
                control,
                its -> its.count.sum(),
                its -> its.nanos.sum());
        return control;
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
     * @param route null where the request named none
     * @param mode null where the route has none
     * @param nanos from {@link #received} to here
     */
    public void abandoned(@Nullable Route route, @Nullable WireName mode, long nanos) {
        if (route == null || route.isWork()) {
            abandoned(route == null ? MeterNames.ROUTE_NONE : route.path(), mode, nanos);
        } else {
            looked(route.path(), nanos);
        }
    }

    /**
     * The same of a request to a server with routes of its own.
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
        histograms.computeIfAbsent(key, this::histogram).record(nanos);
    }

    /** A gauge that reads {@code state} whenever the meters are read. The state is held on to. */
    public <T> void gauge(Meter meter, Tags labels, T state, ToDoubleFunction<T> value) {
        meters.gauge(meter, labels, state, value);
    }

    /** Shows a pool of threads, and what waits for one of them. */
    public void pool(String name, ThreadPoolExecutor threads) {
        Tags pool = Tags.of(MeterNames.POOL, name);
        gauge(Meter.POOL_THREADS, pool.and(MeterNames.STATE, "size"), threads, ThreadPoolExecutor::getPoolSize);
        gauge(Meter.POOL_THREADS, pool.and(MeterNames.STATE, "active"), threads, ThreadPoolExecutor::getActiveCount);
        gauge(Meter.POOL_QUEUED, pool, threads, executor -> executor.getQueue().size());
    }

    /** A counter of its own. */
    public Counter counter(Meter meter, Tags labels) {
        return meters.counter(meter, labels);
    }

    /** A count, and a sum of nanoseconds, that somebody else counts up. The state is held on to. */
    public <T> void summary(Meter meter, Tags labels, T state, ToLongFunction<T> count, ToDoubleFunction<T> sumNanos) {
        meters.summary(meter, labels, state, count, sumNanos);
    }

    /** The histogram with these labels; the same one each time. */
    public LatencyHistogram histogram(Meter meter, Tags labels) {
        return meters.histogram(meter, labels);
    }

    /**
     * All meters.
     *
     * @param accept the request's header of that name: decides between Prometheus' text, OpenMetrics and Prometheus' protobuf
     */
    public byte[] scrape(@Nullable String accept) {
        return meters.scrape(accept);
    }

    /** All meters in Prometheus' text. */
    public String text() {
        return new String(scrape(null), StandardCharsets.UTF_8);
    }

    /** The media type that {@link #scrape} answers with for this header. */
    public static String contentType(@Nullable String accept) {
        return Meters.contentType(accept);
    }

    private LatencyHistogram histogram(Key key) {
        return histogram(
                Meter.SERVER_REQUESTS,
                Tags.of(MeterNames.ROUTE, key.route, MeterNames.MODE, key.mode, MeterNames.OUTCOME, key.outcome));
    }
}
