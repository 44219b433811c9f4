package claimbench.controls;

import claimbench.contract.Answer;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Vert.x: a verticle for each loop, on its native transport where there is one; a wait is its timer. */
final class VertxControl {
    private VertxControl() {}

    static RunningServer start(LoopOptions options, Routing routing) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(options.loops())
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var port = new AtomicInteger();
        var server = new HttpServerOptions()
                .setAcceptBacklog(ServerLimits.ACCEPT_BACKLOG)
                .setTcpNoDelay(true);
        String host = address.getAddress().getHostAddress();
        SocketAddress shared = address.getPort() == 0
                ? SocketAddress.sharedRandomPort(1, host)
                : SocketAddress.inetSocketAddress(address.getPort(), host);
        try {
            await(vertx.deployVerticle(
                    () -> new Server(server, shared, routing, port),
                    new DeploymentOptions().setInstances(options.loops())));
            return new Running(vertx, port.get());
        } catch (Exception e) {
            vertx.close();
            throw Binding.failure(e);
        }
    }

    private static <T> void await(Future<T> future) throws TimeoutException {
        future.await(ServerLimits.DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Server extends VerticleBase {
        private final HttpServerOptions options;
        private final SocketAddress address;
        private final Routing routing;
        private final AtomicInteger port;

        Server(HttpServerOptions options, SocketAddress address, Routing routing, AtomicInteger port) {
            this.options = options;
            this.address = address;
            this.routing = routing;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(options)
                    .requestHandler(this::handle)
                    .listen(address)
                    .onSuccess(server -> port.set(server.actualPort()));
        }

        private void handle(HttpServerRequest request) {
            Reply reply = routing.reply(request.method().name(), request.uri());
            if (reply.afterMillis() == 0) {
                send(request.response(), reply.answer());
            } else {
                vertx.setTimer(reply.afterMillis(), timer -> send(request.response(), reply.answer()));
            }
        }

        private static void send(HttpServerResponse response, Answer answer) {
            if (response.closed()) {
                return; // the client has gone
            }
            response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
            answer.headers().forEach(response::putHeader);
            response.end(Buffer.buffer(answer.body()));
        }
    }

    private record Running(Vertx vertx, int port) implements RunningServer {
        @Override
        public void close() {
            try {
                await(vertx.close());
            } catch (TimeoutException e) {
                // What is left is cut off with the process.
            }
        }
    }
}
