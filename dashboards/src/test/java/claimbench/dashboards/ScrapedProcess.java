package claimbench.dashboards;

import claimbench.contract.MeterNames;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import claimbench.runtime.ServerMeters;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real meters of one process of a run behind a real endpoint. Each scrape finds a little more recorded than the one
 * before, so that rates are not zero, with no clock involved.
 */
final class ScrapedProcess implements AutoCloseable {
    private final ServerMeters meters;
    private final Runnable activity;
    private final HttpServer server;

    ScrapedProcess(ProcessName name) throws IOException {
        meters = new ServerMeters(name.wireName());
        activity = switch (name) {
            case PLATFORM_THREADS -> {
                pool("requests");
                yield target();
            }
            case EVENT_LOOP -> {
                loop("loop-0");
                yield target();
            }
            case VIRTUAL_THREADS, REACTIVE -> target();
            case UPSTREAM -> {
                var lateness = meters.timer(MeterNames.UPSTREAM_LATENESS, Tags.empty());
                yield () -> lateness.record(200, TimeUnit.MICROSECONDS);
            }
            case GENERATOR -> generator();
        };
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Route.METRICS.path(), this::scrape);
        server.start();
    }

    private void pool(String pool) {
        Tags tags = Tags.of(MeterNames.POOL, pool);
        meters.gauge(MeterNames.POOL_THREADS, tags.and(MeterNames.STATE, "size"), 200, Integer::doubleValue);
        meters.gauge(MeterNames.POOL_THREADS, tags.and(MeterNames.STATE, "active"), 3, Integer::doubleValue);
        meters.gauge(MeterNames.POOL_QUEUED, tags, 0, Integer::doubleValue);
    }

    private void loop(String loop) {
        Tags tags = Tags.of(MeterNames.LOOP, loop);
        meters.gauge(MeterNames.LOOP_READY, tags, 1, Integer::doubleValue);
        meters.gauge(MeterNames.LOOP_TIMERS, tags, 2, Integer::doubleValue);
        meters.gauge(MeterNames.LOOP_TASKS, tags, 3, Integer::doubleValue);
        meters.gauge(MeterNames.LOOP_STALL, tags, 0.001, Double::doubleValue);
    }

    private Runnable target() {
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), 4, Integer::doubleValue);
        return () -> {
            answered(Route.PLAINTEXT, null, 200);
            answered(Route.FANOUT, Mode.SERIAL, 200);
            answered(Route.FANOUT, Mode.CONCURRENT, 502);
        };
    }

    private void answered(Route route, @Nullable Mode mode, int status) {
        meters.received();
        meters.answered(route, mode, status, TimeUnit.MILLISECONDS.toNanos(2));
    }

    private Runnable generator() {
        meters.gauge(MeterNames.GENERATOR_USERS, Tags.empty(), 10, Integer::doubleValue);
        var lag = meters.timer(MeterNames.GENERATOR_LAG, Tags.empty());
        var requests = meters.timer(
                MeterNames.GENERATOR_REQUESTS, Tags.of(MeterNames.REQUEST, "serial", MeterNames.OUTCOME, "success"));
        return () -> {
            lag.record(100, TimeUnit.MICROSECONDS);
            requests.record(300, TimeUnit.MILLISECONDS);
        };
    }

    private void scrape(HttpExchange exchange) throws IOException {
        try (exchange) {
            activity.run();
            String accept = exchange.getRequestHeaders().getFirst("Accept");
            byte[] body = meters.scrape(accept).getBytes(StandardCharsets.UTF_8);
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
