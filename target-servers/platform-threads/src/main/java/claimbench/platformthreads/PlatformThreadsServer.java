package claimbench.platformthreads;

import claimbench.contract.AnswerRequest;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Meter;
import claimbench.contract.MixedRequest;
import claimbench.contract.NewUserRequest;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.Route;
import claimbench.contract.ServerLimits;
import claimbench.contract.UserRequest;
import claimbench.contract.WaitRequest;
import claimbench.http.ChannelTransport;
import claimbench.http.Connections;
import claimbench.http.HttpClient;
import claimbench.http.Listener;
import claimbench.http.Sweeper;
import claimbench.http.Sweeps;
import claimbench.http.UpstreamClient;
import claimbench.jdbc.JdbcUsers;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.Background;
import claimbench.runtime.CpuPace;
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
    private final JdbcUsers users;
    private final Background background;
    private final Sweeper sweeper;
    private final Parking parking;
    private final Thread parkingThread;

    private PlatformThreadsServer(Listener listener, PlatformThreadsOptions options) throws IOException {
        this.listener = listener;
        pool = pool(options.pool(), options.queue());
        upstream = new HttpClient(ChannelTransport.CONNECTOR, options.upstream());
        var meters = new ServerMeters(NAME);
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        meters.gauge(Meter.UPSTREAM_CONNECTIONS, Tags.empty(), upstream, HttpClient::connections);
        meters.pool("requests", pool);
        meters.pool("tasks", taskThreads.executor());
        users = new JdbcUsers(options.database(), options.databasePool()).shownBy(meters);
        background = new Background(
                BackgroundThreads.pool(), ServerLimits.BACKGROUND_TASKS, options.backgroundQueue(), meters);
        var dispatcher = new Dispatcher(handlers(), meters, new AboutServer(NAME, settings(options)), new Admission());
        parking = new Parking(listener.channel(), pool, dispatcher::dispatch, connections, meters);
        sweeper = Sweeper.start(new Sweeps(connections::sweep, upstream::sweep));
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

    private Handlers handlers() {
        var calls = new UpstreamClient(upstream);
        return new Handlers()
                .json(Route.WAIT, WaitRequest::from, WaitRoute::answer)
                .json(Route.FANOUT, FanoutRequest::from, new FanoutRoute(calls, taskThreads)::answer)
                .json(Route.USER, UserRequest::from, new UserRoute(users)::answer)
                .reply(Route.NEW_USER, NewUserRequest::from, new NewUserRoute(users, calls, background)::answer)
                .json(Route.PROFILE, ProfileRequest::from, new ProfileRoute(users, calls, taskThreads)::answer)
                .reply(Route.ANSWER, AnswerRequest::from, new AnswerRoute(calls)::answer)
                .json(Route.DEADLINE, DeadlineRequest::from, new DeadlineRoute(calls, taskThreads)::answer)
                .json(Route.RETRY, RetryRequest::from, new RetryRoute(calls)::answer)
                .json(Route.CPU, CpuRequest::from, new CpuRoute(taskThreads, coreThreads)::answer)
                .json(Route.MIXED, MixedRequest::from, new MixedRoute(taskThreads)::answer)
                .json(Route.BLOCK, BlockRequest::from, BlockRoute::answer);
    }

    private static Map<String, Object> settings(PlatformThreadsOptions options) {
        return Map.of(
                "pool", options.pool(),
                "queue", options.queue(),
                "taskThreads", TaskThreads.THREADS_MAX,
                "parallelThreads", Runtime.getRuntime().availableProcessors(),
                "databasePool", options.databasePool(),
                "databaseQueue", ServerLimits.DATABASE_QUEUE_MAX,
                "backgroundTasks", ServerLimits.BACKGROUND_TASKS,
                "backgroundQueue", options.backgroundQueue(),
                "unitsPerMs", Math.round(CpuPace.unitsPerMs()));
    }

    private static ThreadPoolExecutor pool(int threads, int queue) {
        BlockingQueue<Runnable> waiting = queue == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(queue);
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform().daemon().name("request-", 0).factory());
        if (queue > 0) {
            // Else each request would begin one more, idle ones or not, until there are so many: far into a measured
            // window.
            // Without a queue that stays so: a thread that has begun and does not wait for work yet could be given
            // none.
            pool.prestartAllCoreThreads();
        }
        return pool;
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
        sweeper.close();
        background.drain(ServerLimits.DRAIN_MAX);
        taskThreads.close();
        coreThreads.shutdownNow();
        upstream.close();
        users.close();
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
