package claimbench.platformthreads;

import claimbench.contract.MeterNames;
import claimbench.http.ChannelTransport;
import claimbench.http.Connections;
import claimbench.http.HttpClient;
import claimbench.http.UpstreamClient;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for each request, from a bounded pool with a bounded queue; {@link Parking} has the idle connections. */
public final class PlatformThreadsServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "platform-threads";

    /** Connections that may wait to be accepted; the kernel may allow fewer. */
    private static final int BACKLOG = 8_192;

    private static final int SHUTDOWN_SECONDS_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(PlatformThreadsServer.class);

    private final ServerSocketChannel listener;
    private final int port;
    private final Tasks tasks = new Tasks();
    private final Connections connections = new Connections();
    private final ThreadPoolExecutor pool;
    private final HttpClient upstream;
    private final Parking parking;
    private final Thread parkingThread;

    private PlatformThreadsServer(ServerSocketChannel listener, PlatformThreadsOptions options) throws IOException {
        this.listener = listener;
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        pool = pool(options.pool(), options.queue());
        upstream = new HttpClient(ChannelTransport.CONNECTOR, options.upstream());
        var meters = new ServerMeters(NAME);
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        gauges(meters, "requests", pool);
        gauges(meters, "tasks", tasks.taskThreads());
        var dispatcher = new Dispatcher(
                new Routes(tasks, new UpstreamClient(upstream)),
                meters,
                new AboutServer(
                        NAME,
                        Map.of(
                                "pool", options.pool(),
                                "queue", options.queue(),
                                "taskThreads", Tasks.TASK_THREADS_MAX,
                                "parallelThreads", tasks.cores())));
        parking = new Parking(listener, pool, dispatcher::dispatch, connections, meters);
        parkingThread = Thread.ofPlatform().daemon().name("parking").unstarted(parking);
    }

    /** Starts a server that accepts connections from here on. */
    public static PlatformThreadsServer start(PlatformThreadsOptions options) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            var address = new InetSocketAddress(options.host(), options.port());
            if (address.isUnresolved()) {
                throw new IOException("unknown host");
            }
            listener.bind(address, BACKLOG);
            var server = new PlatformThreadsServer(listener, options);
            server.parkingThread.start();
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private static ThreadPoolExecutor pool(int threads, int queue) {
        BlockingQueue<Runnable> waiting = queue == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(queue);
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform().daemon().name("request-", 0).factory());
    }

    private static void gauges(ServerMeters meters, String name, ThreadPoolExecutor threads) {
        Tags pool = Tags.of(MeterNames.POOL, name);
        meters.gauge(
                MeterNames.POOL_THREADS, pool.and(MeterNames.STATE, "size"), threads, ThreadPoolExecutor::getPoolSize);
        meters.gauge(
                MeterNames.POOL_THREADS,
                pool.and(MeterNames.STATE, "active"),
                threads,
                ThreadPoolExecutor::getActiveCount);
        meters.gauge(
                MeterNames.POOL_QUEUED,
                pool,
                threads,
                executor -> executor.getQueue().size());
    }

    @Override
    public int port() {
        return port;
    }

    /** Requests that wait for a thread. */
    int queued() {
        return pool.getQueue().size();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("cannot close the listening socket: {}", e.toString());
        }
        connections.drain();
        parking.wakeUp();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("{} connections were still busy after {} s", connections.count(), SHUTDOWN_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
        pool.shutdownNow();
        tasks.close();
        upstream.close();
        endParking();
    }

    /** Last, since threads of the pool may wait for the selector until here. */
    private void endParking() {
        parking.end();
        try {
            parkingThread.join(TimeUnit.SECONDS.toMillis(SHUTDOWN_SECONDS_MAX));
            parking.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("cannot close the selector: {}", e.toString());
        }
    }
}
