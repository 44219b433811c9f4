package claimbench.harness.run;

import claimbench.contract.Answer;
import claimbench.contract.ClientRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.UpstreamRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers fan-outs rightly and at once: something for a generator to run against that is not measured. */
final class TrainingServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TrainingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", TrainingServer::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static Answer answer(String method, URI uri) {
        try {
            Route route = Route.resolve(method, uri.getPath());
            if (route != Route.FANOUT) {
                return Answer.of(Problem.unknownRoute(uri.getPath()));
            }
            List<UpstreamRequest.Answer> results = FanoutRequest.from(
                            route.arguments(new ClientRequest(method, uri.getPath(), uri.getRawQuery(), null)))
                    .upstreamRequests()
                    .stream()
                    .map(call -> new UpstreamRequest.Answer(call.call(), call.latencyMs()))
                    .toList();
            return Answer.json(new FanoutRequest.Answer(results, 0));
        } catch (ProblemException e) {
            return Answer.of(e.problem());
        }
    }
}
