package claimbench.runtime;

import claimbench.contract.Answer;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A server whose every route of work fails, and the process that it runs in. */
final class StubServer implements RunningServer {
    static final String NAME = "stub";

    private final HttpServer server;
    private final Dispatcher dispatcher = new Dispatcher(
            new Handlers()
                    .json(Route.WAIT, WaitRequest::from, request -> {
                        throw new IllegalStateException("secret of the inside");
                    })
                    .json(Route.FANOUT, FanoutRequest::from, request -> {
                        throw new IOException("connection refused");
                    })
                    .json(Route.CPU, CpuRequest::from, request -> new CpuRequest.Answer("0", 1)),
            new ServerMeters(NAME),
            new AboutServer(NAME, Map.of()),
            new Admission());

    private StubServer(ServerOptions options) throws IOException {
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getAllByName(options.host())[0], options.port()), 16);
        server.createContext("/", this::handle);
        server.start();
    }

    public static void main(String[] args) {
        ServerProcess.main(NAME, new ServerOptions(), args, StubServer::new);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = dispatcher.dispatch(new ClientRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders().getFirst("Accept")));
            Answer answer = ((Reply.Whole) reply).answer();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        System.out.println("closed");
    }
}
