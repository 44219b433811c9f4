package claimbench.load;

import claimbench.contract.Answer;
import claimbench.contract.Arguments;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Route;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.WaitRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** A small honest server: answers every scenario's requests at once, as if nothing took time, and counts them. */
final class StubTarget implements AutoCloseable {

    /** How a server answers a request. */
    @FunctionalInterface
    interface Manner {
        Answer answer(Route route, String rawQuery);
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Manner manner;
    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();

    private StubTarget(Manner manner) {
        this.manner = manner;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    static StubTarget honest() {
        return new StubTarget(StubTarget::honestly);
    }

    static StubTarget answering(Manner manner) {
        return new StubTarget(manner);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests have been received for each target (path and query). */
    Map<String, Long> requests() {
        var counts = new ConcurrentHashMap<String, Long>();
        requests.forEach((target, count) -> counts.put(target, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            requests.computeIfAbsent(target, first -> new LongAdder()).increment();
            Route route = Route.resolve(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            String rawQuery = exchange.getRequestURI().getRawQuery();
            Answer answer = manner.answer(route, rawQuery == null ? "" : rawQuery);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static Arguments arguments(Route route, String rawQuery) {
        return route.arguments(new ClientRequest("GET", route.path(), rawQuery, null));
    }

    static Answer honestly(Route route, String rawQuery) {
        return switch (route) {
            case PLAINTEXT -> Answer.PLAINTEXT;
            case WAIT ->
                Answer.json(new WaitRequest.Answer(
                        WaitRequest.from(arguments(route, rawQuery)).ms()));
            case FANOUT -> {
                var results = FanoutRequest.from(arguments(route, rawQuery)).upstreamRequests().stream()
                        .map(call -> new UpstreamRequest.Answer(call.call(), call.latencyMs()))
                        .toList();
                yield Answer.json(new FanoutRequest.Answer(results, 1));
            }
            case CPU -> {
                CpuRequest request = CpuRequest.from(arguments(route, rawQuery));
                yield Answer.json(
                        new CpuRequest.Answer(CpuWork.text(CpuWork.checksum(request.tasks(), request.units())), 1));
            }
            default -> Answer.READY;
        };
    }
}
