package claimbench.platformthreads;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.contract.ServerLimits;
import claimbench.contract.WaitRequest;
import claimbench.http.ChannelTransport;
import claimbench.http.Connections;
import claimbench.http.HttpClient;
import claimbench.http.Listener;
import claimbench.http.UpstreamClient;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.Handlers;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.ThreadTasks;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each request, from a bounded pool with a bounded queue; {@link Parking} has the idle connections.
 * Thread-safe.
 */
public final class PlatformThreadsServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "platform-threads";

    private static final Logger LOG = LoggerFactory.getLogger(PlatformThreadsServer.class);

    private final Listener listener;
    private final TaskThreads taskThreads = new TaskThreads();
    private final ExecutorService coreThreads = ThreadTasks.coreThreads();
    private final Connections connections = new Connections();
    private final ThreadPoolExecutor pool;
    private final HttpClient upstream;
    private final Parking parking;
    private final Thread parkingThread;

    private PlatformThreadsServer(Listener listener, PlatformThreadsOptions options) throws IOException {
        this.listener = listener;
        pool = pool(options.pool(), options.queue());
        upstream = new HttpClient(ChannelTransport.CONNECTOR, options.upstream());
        var meters = new ServerMeters(NAME);
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        gauges(meters, "requests", pool);
        gauges(meters, "tasks", taskThreads.executor());
        var upstreamClient = new UpstreamClient(upstream);
        var dispatcher = new Dispatcher(
                new Handlers()
                        .json(Route.WAIT, WaitRequest::from, WaitRoute::answer)
                        .json(Route.FANOUT, FanoutRequest::from, new FanoutRoute(upstreamClient, taskThreads)::answer)
                        .json(Route.CPU, CpuRequest::from, new CpuRoute(taskThreads, coreThreads)::answer),
                meters,
                new AboutServer(
                        NAME,
                        Map.of(
                                "pool", options.pool(),
                                "queue", options.queue(),
                                "taskThreads", TaskThreads.THREADS_MAX,
                                "parallelThreads", Runtime.getRuntime().availableProcessors())),
                new Admission());
        parking = new Parking(listener.channel(), pool, dispatcher::dispatch, connections, meters);
        parkingThread = Thread.ofPlatform().daemon().name("parking").unstarted(parking);
    }

    /**
     * Starts a server that accepts connections from here on.
     *
     * @throws IOException where it cannot listen where the options say
     */
    public static PlatformThreadsServer start(PlatformThreadsOptions options) throws IOException {
        Listener listener = Listener.open(options);
        try {
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
        return listener.port();
    }

    /** Requests that wait for a thread. */
    int queued() {
        return pool.getQueue().size();
    }

    @Override
    public void close() {
        listener.close();
        connections.drain();
        parking.wakeUp();
        connections.closeAfter(pool);
        taskThreads.close();
        coreThreads.shutdownNow();
        upstream.close();
        endParking();
    }

    /** Last, since threads of the pool may wait for the selector until here. */
    private void endParking() {
        parking.end();
        try {
            parkingThread.join(ServerLimits.DRAIN_MAX);
            parking.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("cannot close the selector: {}", e.toString());
        }
    }
}
