package claimbench.controls;

import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's core, without servlets: a selector finds connections with a request, which a thread of the pool, or a virtual
 * one, handles; a wait is that thread's sleep.
 */
final class JettyControl {
    private static final Logger LOG = LoggerFactory.getLogger(JettyControl.class);

    /** Longer than the longest wait. */
    private static final int IDLE_MILLIS_MAX = 120_000;

    private JettyControl() {}

    static RunningServer startOnPlatformThreads(PoolOptions options, Routing routing) throws IOException {
        return start(options, routing, new QueuedThreadPool(options.pool()));
    }

    static RunningServer startOnVirtualThreads(PoolOptions options, Routing routing) throws IOException {
        var threads = new QueuedThreadPool(options.pool());
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return start(options, routing, threads);
    }

    private static RunningServer start(PoolOptions options, Routing routing, QueuedThreadPool threads)
            throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(HttpLimits.DEFAULT.headBytesMax());
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(ServerLimits.ACCEPT_BACKLOG);
        connector.setIdleTimeout(IDLE_MILLIS_MAX);
        server.addConnector(connector);
        server.setHandler(new Waiting(routing));
        try {
            server.start();
            return new Running(server, connector);
        } catch (Exception e) { // whatever a part of the server may throw
            stop(server);
            throw Binding.failure(e);
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) { // declared so
            LOG.warn("did not stop cleanly: {}", e.toString());
        }
    }

    private static final class Waiting extends Handler.Abstract {
        private final Routing routing;

        Waiting(Routing routing) {
            this.routing = routing;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws InterruptedException {
            Reply reply =
                    routing.reply(request.getMethod(), request.getHttpURI().getPathQuery());
            if (reply.afterMillis() > 0) {
                Thread.sleep(reply.afterMillis());
            }
            response.setStatus(reply.answer().status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.answer().contentType());
            reply.answer().headers().forEach(response.getHeaders()::put);
            response.write(true, ByteBuffer.wrap(reply.answer().body()), callback);
            return true;
        }
    }

    private record Running(Server server, ServerConnector connector) implements RunningServer {
        @Override
        public int port() {
            return connector.getLocalPort();
        }

        @Override
        public void close() {
            stop(server);
        }
    }
}
