package claimbench.dashboards;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.Meters;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process of a trial behind a real endpoint: the real meters of the JVM, and all others that the table has for such a process. Each
 * scrape finds a little more counted than the one before, so that rates are not zero, with no clock involved.
 */
final class ScrapedProcess implements AutoCloseable {
    static final String RUN = "run-of-the-test";

    /** Values of labels whose values the table does not name. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry(MeterNames.POOL, List.of("requests")),
            Map.entry(MeterNames.LOOP, List.of("loop-0")),
            Map.entry(MeterNames.STATE, List.of("size", "active")),
            Map.entry(MeterNames.FAULT, List.of("stall")),
            Map.entry(MeterNames.PHASE, List.of("start", "warm-up", "window", "drain")),
            Map.entry(MeterNames.SCRAPED, List.of("target", "generator")),
            Map.entry(MeterNames.CLAIM, List.of("Q01")),
            Map.entry(MeterNames.CASE, List.of("three equal calls")),
            Map.entry(MeterNames.QUANTITY, List.of("speedup")),
            Map.entry(MeterNames.VERDICT, List.of("SUPPORTED")),
            Map.entry(MeterNames.CHECK, List.of("generator-lag")));

    private final Map<String, String> labels;
    private final Function<@Nullable String, byte[]> said;
    private final Runnable activity;
    private final HttpServer server;

    /**
     * Begins to answer.
     *
     * @param target of its trial
     * @param process what it is
     */
    ScrapedProcess(Model target, MeteredProcess process) throws IOException {
        labels = Map.of(
                MeterNames.RUN,
                RUN,
                MeterNames.TRIAL,
                "001-" + target.wireName(),
                MeterNames.EXPERIMENT,
                "fanout",
                MeterNames.SCENARIO,
                "fanout",
                MeterNames.TARGET,
                target.wireName(),
                MeterNames.ROLE,
                process.role());
        if (MeteredProcess.SERVERS.contains(process)) {
            var meters = new ServerMeters(process.wireName());
            said = meters::scrape;
            gauges(process, target, (meter, tags) -> meters.gauge(meter, tags, 1, Integer::doubleValue));
            activity = process == MeteredProcess.UPSTREAM ? upstream(meters) : target(meters);
        } else {
            var meters = new Meters(process.wireName());
            said = meters::scrape;
            gauges(process, target, (meter, tags) -> meters.gauge(meter, tags, 1, Integer::doubleValue));
            activity = process == MeteredProcess.GENERATOR ? generator(meters) : () -> {};
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Route.METRICS.path(), this::scrape);
        server.start();
    }

    /** All gauges that neither the JVM nor the counting of requests has already. */
    private static void gauges(MeteredProcess process, Model target, BiConsumer<Meter, Tags> register) {
        for (Meter meter : Meter.of(process)) {
            if (meter.type() == Meter.Type.GAUGE
                    && meter != Meter.SERVER_REQUESTS_ACTIVE
                    && !MeteredProcess.ALL.equals(meter.processes())) {
                for (Tags tags : combinations(meter.labels(), target)) {
                    register.accept(meter, tags);
                }
            }
        }
    }

    private static List<Tags> combinations(List<String> names, Model target) {
        List<Tags> combinations = List.of(Tags.empty());
        for (String name : names) {
            List<String> values =
                    name.equals(MeterNames.TARGET) ? List.of(target.wireName()) : VALUES.getOrDefault(name, List.of());
            combinations = combinations.stream()
                    .flatMap(before -> values.stream().map(value -> before.and(Tag.of(name, value))))
                    .toList();
        }
        return combinations;
    }

    private static Runnable target(ServerMeters meters) {
        return () -> {
            answered(meters, Route.PLAINTEXT, null, 200);
            answered(meters, Route.FANOUT, Mode.SERIAL, 200);
            answered(meters, Route.FANOUT, Mode.CONCURRENT, 502);
            answered(meters, Route.METRICS, null, 200);
        };
    }

    private static Runnable upstream(ServerMeters meters) {
        var lateness = meters.histogram(Meter.UPSTREAM_LATENESS, Tags.empty());
        return () -> {
            answered(meters, Route.PLAINTEXT, null, 200);
            lateness.record(TimeUnit.MICROSECONDS.toNanos(200));
        };
    }

    private static void answered(ServerMeters meters, Route route, @Nullable Mode mode, int status) {
        meters.received();
        meters.answered(route, mode, status, TimeUnit.MILLISECONDS.toNanos(2));
    }

    private static Runnable generator(Meters meters) {
        var lag = meters.histogram(Meter.GENERATOR_LAG, Tags.empty());
        var requests = meters.histogram(
                Meter.GENERATOR_REQUESTS,
                Tags.of(MeterNames.REQUEST, "serial", MeterNames.OUTCOME, "success", MeterNames.PHASE, "window"));
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

    /** As Prometheus' files of targets have it, with the labels that the harness would add. */
    Map<String, Object> asScrapeTarget() {
        return Map.of("targets", List.of(address()), "labels", labels);
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
