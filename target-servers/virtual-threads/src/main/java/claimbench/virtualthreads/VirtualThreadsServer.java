package claimbench.virtualthreads;

import claimbench.contract.MeterNames;
import claimbench.http.ChannelTransport;
import claimbench.http.Connections;
import claimbench.http.HttpClient;
import claimbench.http.HttpConnection;
import claimbench.http.HttpLimits;
import claimbench.http.UpstreamClient;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.ServerOptions;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual thread for each connection, over blocking channels. One platform thread accepts, so that new clients get in
 * even while CPU work keeps all carriers busy.
 */
public final class VirtualThreadsServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "virtual-threads";

    /** Connections that may wait to be accepted; the kernel may allow fewer. */
    private static final int BACKLOG = 8_192;

    private static final int SHUTDOWN_SECONDS_MAX = 10;
    private static final int ACCEPT_PAUSE_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadsServer.class);

    private final ServerSocketChannel listener;
    private final int port;
    private final Tasks tasks = new Tasks();
    private final HttpClient upstream;
    private final Dispatcher dispatcher;
    private final Connections connections = new Connections();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("connection-", 0).factory());

    private VirtualThreadsServer(ServerSocketChannel listener, ServerOptions options) throws IOException {
        this.listener = listener;
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        upstream = new HttpClient(ChannelTransport.CONNECTOR, options.upstream());
        var meters = new ServerMeters(NAME);
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        dispatcher = new Dispatcher(
                new Routes(tasks, new UpstreamClient(upstream)),
                meters,
                new AboutServer(NAME, Map.of("parallelThreads", tasks.cores())));
    }

    /** Starts a server that accepts connections from here on. */
    public static VirtualThreadsServer start(ServerOptions options) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            var address = new InetSocketAddress(options.host(), options.port());
            if (address.isUnresolved()) {
                throw new IOException("unknown host");
            }
            listener.bind(address, BACKLOG);
            var server = new VirtualThreadsServer(listener, options);
            Thread.ofPlatform().daemon().name("accept").start(server::accept);
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                start(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (listener.isOpen()) {
                    // Most likely no file descriptor is left: others must close before it goes on.
                    LOG.warn("cannot accept a connection: {}", e.toString());
                    pause();
                }
            }
        }
    }

    private void start(SocketChannel channel) throws IOException {
        try {
            threads.execute(() -> serve(channel));
        } catch (RejectedExecutionException e) {
            // The server is being closed.
            channel.close();
        }
    }

    private void serve(SocketChannel channel) {
        try {
            var connection =
                    new HttpConnection(new ChannelTransport(channel), dispatcher::dispatch, HttpLimits.DEFAULT);
            connections.add(connection);
            try {
                connection.serve();
            } finally {
                connections.remove(connection);
            }
        } catch (IOException e) {
            // The client is gone; there is nobody left to tell.
            LOG.debug("connection ended: {}", e.toString());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("cannot close the listening socket: {}", e.toString());
        }
        connections.drain();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("{} connections were still busy after {} s", connections.count(), SHUTDOWN_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
        threads.shutdownNow();
        tasks.close();
        upstream.close();
    }
}
