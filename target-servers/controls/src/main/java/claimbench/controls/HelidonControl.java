package claimbench.controls;

import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Helidon: a virtual thread for each connection; a wait is that thread's sleep. */
final class HelidonControl {
    /**
     * Where it cannot listen it throws nothing, and logs at length; {@link claimbench.runtime.ServerProcess} says it in a
     * line. Held here, since the level of a logger that nobody holds is forgotten.
     */
    private static final Logger LIBRARY_LOG = Logger.getLogger("io.helidon");

    private HelidonControl() {}

    static RunningServer start(ServerOptions options, Routing routing) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        WebServer server = WebServer.builder()
                .address(address.getAddress())
                .port(address.getPort())
                .backlog(ServerLimits.ACCEPT_BACKLOG)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .maxPayloadSize(HttpLimits.DEFAULT.bodyBytesMax())
                .shutdownGracePeriod(ServerLimits.DRAIN_MAX)
                .shutdownHook(false)
                .routing(routes -> routes.any((request, response) -> handle(routing, request, response)))
                .build();
        LIBRARY_LOG.setLevel(Level.OFF);
        server.start();
        if (!server.isRunning()) {
            throw new BindException("the server did not start");
        }
        LIBRARY_LOG.setLevel(Level.WARNING);
        return new Running(server);
    }

    private static void handle(Routing routing, ServerRequest request, ServerResponse response)
            throws InterruptedException {
        HttpPrologue line = request.prologue();
        Reply reply = routing.reply(
                line.method().text(), line.uriPath().rawPath(), line.query().rawValue());
        if (reply.afterMillis() > 0) {
            Thread.sleep(reply.afterMillis());
        }
        response.status(reply.answer().status())
                .header(HeaderNames.CONTENT_TYPE, reply.answer().contentType());
        reply.answer().headers().forEach(response::header);
        response.send(reply.answer().body());
    }

    private record Running(WebServer server) implements RunningServer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
