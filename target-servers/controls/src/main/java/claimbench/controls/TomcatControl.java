package claimbench.controls;

import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerOptions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat, embedded, with one servlet: a poller finds connections with a request, which a thread of the pool, or a virtual
 * one, handles; a wait is that thread's sleep.
 */
final class TomcatControl {
    /** More than any trial opens. */
    private static final int CONNECTIONS_MAX = 20_000;

    /** It logs what it throws too; held here, since the level of a logger that nobody holds is forgotten. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.apache");

    private TomcatControl() {}

    static RunningServer startOnPlatformThreads(PoolOptions options, Routing routing) throws IOException {
        String threads = Integer.toString(options.pool());
        return start(options, routing, Map.of("maxThreads", threads, "minSpareThreads", threads));
    }

    static RunningServer startOnVirtualThreads(ServerOptions options, Routing routing) throws IOException {
        return start(options, routing, Map.of("useVirtualThreads", "true"));
    }

    private static RunningServer start(ServerOptions options, Routing routing, Map<String, String> threads)
            throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        var protocol = new Http11NioProtocol();
        protocol.setAddress(address.getAddress());
        protocol.setAcceptCount(ServerLimits.ACCEPT_BACKLOG);
        protocol.setMaxConnections(CONNECTIONS_MAX);
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setMaxHttpRequestHeaderSize(HttpLimits.DEFAULT.headBytesMax());
        protocol.setTcpNoDelay(true);
        var connector = new Connector(protocol);
        connector.setPort(address.getPort());
        connector.setThrowOnFailure(true);
        threads.forEach(connector::setProperty);

        var tomcat = new Tomcat();
        File folder = Files.createTempDirectory("claimbench-tomcat").toFile();
        tomcat.setBaseDir(folder.getPath());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.getPath());
        Tomcat.addServlet(context, "contract", new Waiting(routing)).addMapping("/");
        var running = new Running(tomcat, connector, folder);
        LIBRARY_LOG.setLevel(Level.OFF);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            running.close();
            throw Binding.failure(e);
        }
        LIBRARY_LOG.setLevel(Level.WARNING);
        return running;
    }

    private static final class Waiting extends HttpServlet {
        private final transient Routing routing;

        Waiting(Routing routing) {
            this.routing = routing;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Reply reply = routing.reply(request.getMethod(), request.getRequestURI(), request.getQueryString());
            if (reply.afterMillis() > 0) {
                sleep(reply.afterMillis());
            }
            response.setStatus(reply.answer().status());
            response.setContentType(reply.answer().contentType());
            response.setContentLength(reply.answer().body().length);
            reply.answer().headers().forEach(response::setHeader);
            response.getOutputStream().write(reply.answer().body());
        }

        private static void sleep(int millis) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the server is stopping", e);
            }
        }
    }

    private record Running(Tomcat tomcat, Connector connector, File folder) implements RunningServer {
        @Override
        public int port() {
            return connector.getLocalPort();
        }

        @Override
        public void close() {
            // It looks for what an application may have left behind in a JVM that goes on: this one does not.
            LIBRARY_LOG.setLevel(Level.SEVERE);
            try {
                tomcat.stop();
                tomcat.destroy();
            } catch (LifecycleException e) {
                LIBRARY_LOG.log(Level.SEVERE, "did not stop cleanly", e);
            }
            delete(folder);
        }

        /** A folder and all that is in it. */
        private static void delete(File file) {
            File[] children = file.listFiles();
            if (children != null) {
                for (File child : children) {
                    delete(child);
                }
            }
            var _ = file.delete();
        }
    }
}
