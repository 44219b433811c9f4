package claimbench.dashboards;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.Meters;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The real meters of one process of a run behind a real endpoint. Each scrape finds a little more recorded than the one
 * before, so that rates are not zero, with no clock involved.
 */
final class ScrapedProcess implements AutoCloseable {
    private final Function<@Nullable String, byte[]> said;
    private final Runnable activity;
    private final HttpServer server;

    ScrapedProcess(ProcessName name) throws IOException {
        if (name == ProcessName.GENERATOR) {
            var meters = new Meters(name.wireName());
            activity = generator(meters);
            said = meters::scrape;
        } else {
            var meters = new ServerMeters(name.wireName());
            activity = server(name, meters);
            said = meters::scrape;
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Route.METRICS.path(), this::scrape);
        server.start();
    }

    private static Runnable server(ProcessName name, ServerMeters meters) {
        return switch (name) {
            case PLATFORM_THREADS -> {
                pool(meters, "requests");
                yield target(meters);
            }
            case EVENT_LOOP -> {
                loop(meters, "loop-0");
                yield target(meters);
            }
            case VIRTUAL_THREADS, REACTIVE -> target(meters);
            case UPSTREAM -> {
                var lateness = meters.histogram(Meter.UPSTREAM_LATENESS, Tags.empty());
                yield () -> lateness.record(TimeUnit.MICROSECONDS.toNanos(200));
            }
            case GENERATOR -> throw new IllegalArgumentException("no server");
        };
    }

    private static void pool(ServerMeters meters, String pool) {
        Tags tags = Tags.of(MeterNames.POOL, pool);
        meters.gauge(Meter.POOL_THREADS, tags.and(MeterNames.STATE, "size"), 200, Integer::doubleValue);
        meters.gauge(Meter.POOL_THREADS, tags.and(MeterNames.STATE, "active"), 3, Integer::doubleValue);
        meters.gauge(Meter.POOL_QUEUED, tags, 0, Integer::doubleValue);
    }

    private static void loop(ServerMeters meters, String loop) {
        Tags tags = Tags.of(MeterNames.LOOP, loop);
        meters.gauge(Meter.LOOP_READY, tags, 1, Integer::doubleValue);
        meters.gauge(Meter.LOOP_TIMERS, tags, 2, Integer::doubleValue);
        meters.gauge(Meter.LOOP_TASKS, tags, 3, Integer::doubleValue);
        meters.gauge(Meter.LOOP_STALL, tags, 0.001, Double::doubleValue);
    }

    private static Runnable target(ServerMeters meters) {
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), 4, Integer::doubleValue);
        return () -> {
            answered(meters, Route.PLAINTEXT, null, 200);
            answered(meters, Route.FANOUT, Mode.SERIAL, 200);
            answered(meters, Route.FANOUT, Mode.CONCURRENT, 502);
        };
    }

    private static void answered(ServerMeters meters, Route route, @Nullable Mode mode, int status) {
        meters.received();
        meters.answered(route, mode, status, TimeUnit.MILLISECONDS.toNanos(2));
    }

    private static Runnable generator(Meters meters) {
        meters.gauge(Meter.GENERATOR_USERS, Tags.empty(), 10, Integer::doubleValue);
        var lag = meters.histogram(Meter.GENERATOR_LAG, Tags.empty());
        var requests = meters.histogram(
                Meter.GENERATOR_REQUESTS, Tags.of(MeterNames.REQUEST, "serial", MeterNames.OUTCOME, "success"));
        return () -> {
            lag.record(TimeUnit.MICROSECONDS.toNanos(100));
            requests.record(TimeUnit.MILLISECONDS.toNanos(300));
        };
    }

    private void scrape(HttpExchange exchange) throws IOException {
        try (exchange) {
            activity.run();
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            byte[] body = said.apply(accept);
            exchange.getResponseHeaders().set("Content-Type", ServerMeters.contentType(accept));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Host and port, as Prometheus wants them. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
