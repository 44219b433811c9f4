package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** An upstream that measures how late it is, and is late by as many milliseconds as its first argument says. */
public final class PlantedUpstream {
    private static final int BACKLOG = 1_000;

    private final int lateMillis;
    private final Histogram lateness = new ConcurrentHistogram(3);

    /** As JSON; by a clock of its own, which is enough to tell their order. */
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private PlantedUpstream(int lateMillis) {
        this.lateMillis = lateMillis;
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        List<String> options = Arrays.asList(args);
        int port = Integer.parseInt(options.get(options.indexOf("--port") + 1));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new PlantedUpstream(Integer.parseInt(args[0]))::answer);
        server.start();
        System.out.println("ready upstream http://127.0.0.1:" + port);
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/lateness" -> send(exchange, "{\"p95Nanos\":" + lateness.getValueAtPercentile(95) + "}");
            case "/lateness/reset" -> {
                lateness.reset();
                send(exchange, "{}");
            }
            case "/calls" -> send(exchange, "{\"calls\":[" + String.join(",", calls) + "]}");
            case "/calls/reset" -> {
                calls.clear();
                send(exchange, "{}");
            }
            default -> generate(exchange);
        }
    }

    private void generate(HttpExchange exchange) throws IOException {
        long startNanos = System.nanoTime();
        var request = UpstreamRequest.from(exchange.getRequestURI().getRawQuery());
        long askedNanos = Math.round(1e6 * request.latencyMs());
        try {
            TimeUnit.NANOSECONDS.sleep(askedNanos + TimeUnit.MILLISECONDS.toNanos(lateMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lateness.recordValue(Math.max(0, System.nanoTime() - startNanos - askedNanos));
        long endMicros = System.nanoTime() / 1_000;
        calls.add("{\"call\":" + request.call() + ",\"startEpochMicros\":" + startNanos / 1_000 + ",\"endEpochMicros\":"
                + endMicros + "}");
        send(exchange, Json.MAPPER.writeValueAsString(new UpstreamRequest.Answer(request.call(), request.latencyMs())));
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = Objects.requireNonNull(exchange.getResponseBody())) {
            out.write(bytes);
        }
    }
}
