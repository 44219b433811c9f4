package claimbench.load;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.runtime.meters.LatencyHistogram;
import claimbench.runtime.meters.Meters;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The generator's own meters, live, as Prometheus reads them: what Gatling itself cannot show while it runs. They cover
 * the warm-up too. A scenario of many kinds of requests has one series for all of them: a histogram for each would take the
 * harness more of a core than it may have, and its curves could not be told apart. Thread-safe.
 */
final class GeneratorMeters implements AutoCloseable {
    /** As many kinds of requests have series of their own. */
    static final int NAMED_MAX = 16;

    /** What a request is called where there are more. */
    static final String ALL = "all";

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

    /** When a request was due; values of {@link MeterNames#PHASE}. */
    enum Phase {
        WARM_UP,
        WINDOW,
        /** After the window's end, where nothing is sent any more but by who had just decided to. */
        DRAIN;

        /** By the sign of the second, without a branch, as in {@link Recording}. */
        private static final Phase[] WHILE_OPEN = {WINDOW, WARM_UP};

        /**
         * The phase of a request.
         *
         * @param second when it was due; negative in the warm-up
         * @param wasOpen whether the window had not ended then
         */
        static Phase of(int second, boolean wasOpen) {
            return wasOpen ? WHILE_OPEN[second >>> (Integer.SIZE - 1)] : DRAIN;
        }
    }

    private record Series(String request, Outcome outcome, Phase phase) {}

    private final Meters meters = new Meters(MeteredProcess.GENERATOR.wireName());

    /** What each arm's requests are called. */
    private final List<String> names;

    private final ConcurrentMap<Series, LatencyHistogram> requests = new ConcurrentHashMap<>();
    private final LatencyHistogram lag;
    private @Nullable HttpServer server;

    GeneratorMeters(List<Arm> arms, UserCount users) {
        this.names = arms.stream()
                .map(arm -> arms.size() > NAMED_MAX ? ALL : arm.name())
                .toList();
        this.lag = meters.histogram(Meter.GENERATOR_LAG, Tags.empty());
        meters.gauge(Meter.GENERATOR_USERS, Tags.empty(), users, UserCount::current);
        for (String name : names) {
            requests(new Series(name, Outcome.SUCCESS, Phase.WARM_UP));
            requests(new Series(name, Outcome.SUCCESS, Phase.WINDOW));
        }
    }

    /** A request has ended, perhaps a moment ago. */
    void settled(int arm, Outcome outcome, Phase phase, long responseNanos, long lagNanos) {
        requests(new Series(names.get(arm), outcome, phase)).record(responseNanos);
        lag.record(lagNanos);
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
                String accept = exchange.getRequestHeaders().getFirst("Accept");
                byte[] body = meters.scrape(accept);
                exchange.getResponseHeaders().set("Content-Type", Meters.contentType(accept));
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
        HttpServer serving = server;
        server = null;
        if (serving != null) {
            serving.stop(0);
        }
    }

    /**
     * All meters as they are now, in Prometheus' text; nobody is answered after that. Whoever reads this when the process has ended takes it
     * for the latest: an answer given since would be ahead of it, and counters would seem to fall.
     */
    byte[] lastWord() {
        close();
        return meters.scrape(null);
    }

    /** Made on first use, since most outcomes never come. */
    private LatencyHistogram requests(Series series) {
        return requests.computeIfAbsent(
                series,
                first -> meters.histogram(
                        Meter.GENERATOR_REQUESTS,
                        Tags.of(
                                MeterNames.REQUEST,
                                first.request,
                                MeterNames.OUTCOME,
                                first.outcome.name().toLowerCase(Locale.ROOT),
                                MeterNames.PHASE,
                                first.phase.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
    }
}
