package claimbench.load;

import claimbench.contract.MeterNames;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The generator's own meters, live, as Prometheus reads them: what Gatling itself cannot show while it runs. They cover
 * the warm-up too. Thread-safe.
 */
final class GeneratorMeters implements AutoCloseable {

    /** How a request ended; the values of {@link MeterNames#OUTCOME}. */
    enum Outcome {
        SUCCESS,
        CLIENT_ERROR,
        SERVER_ERROR,
        /** No answer, or a wrong one. */
        FAILURE;

        static Outcome of(boolean success, int status) {
            if (success) {
                return SUCCESS;
            }
            return status >= 500 ? SERVER_ERROR : status >= 400 ? CLIENT_ERROR : FAILURE;
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Arm> arms;
    private final List<ConcurrentMap<Outcome, Timer>> requests;
    private final Timer lag;
    private @Nullable HttpServer server;

    GeneratorMeters(List<Arm> arms, UserCount users) {
        this.arms = arms;
        this.requests = arms.stream()
                .<ConcurrentMap<Outcome, Timer>>map(arm -> new ConcurrentHashMap<>())
                .toList();
        registry.config().commonTags(MeterNames.PROCESS, "generator");
        new JvmCompilationMetrics().bindTo(registry);
        this.lag = timer(MeterNames.GENERATOR_LAG, Tags.empty(), Duration.ofNanos(10_000));
        Gauge.builder(MeterNames.GENERATOR_USERS, users, UserCount::current).register(registry);
        for (int arm = 0; arm < arms.size(); arm++) {
            requests(arm, Outcome.SUCCESS);
        }
    }

    /** A request has ended. */
    void settled(int arm, Outcome outcome, long responseNanos, long lagNanos) {
        requests(arm, outcome).record(responseNanos, TimeUnit.NANOSECONDS);
        lag.record(lagNanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Serves the meters on the loopback address until the process ends.
     *
     * @param port 0 for a free one
     * @return the URL
     * @throws IOException where the port cannot be had
     */
    String serve(int port) throws IOException {
        HttpServer created =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        created.setExecutor(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("metrics").factory()));
        created.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        created.start();
        server = created;
        return "http://127.0.0.1:" + created.getAddress().getPort() + "/metrics";
    }

    /** Stops serving. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Made on first use, since most outcomes never come. */
    private Timer requests(int arm, Outcome outcome) {
        return requests.get(arm)
                .computeIfAbsent(
                        outcome,
                        first -> timer(
                                MeterNames.GENERATOR_REQUESTS,
                                Tags.of(
                                        MeterNames.REQUEST,
                                        arms.get(arm).name(),
                                        MeterNames.OUTCOME,
                                        first.name().toLowerCase(Locale.ROOT)),
                                Duration.ofNanos(100_000)));
    }

    private Timer timer(String name, Tags tags, Duration expectedMin) {
        return Timer.builder(name)
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(expectedMin)
                .maximumExpectedValue(Duration.ofSeconds(60))
                .register(registry);
    }
}
