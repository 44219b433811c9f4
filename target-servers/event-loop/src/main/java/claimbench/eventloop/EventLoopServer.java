package claimbench.eventloop;

import claimbench.contract.AnswerRequest;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MixedRequest;
import claimbench.contract.NewUserRequest;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.Route;
import claimbench.contract.ServerLimits;
import claimbench.contract.UserRequest;
import claimbench.contract.WaitRequest;
import claimbench.http.Listener;
import claimbench.http.UpstreamClient;
import claimbench.loop.EventLoop;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.CpuPace;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.Handlers;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.RecentMax;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/**
 * Event loops that share a port and a pool of threads, and nothing else: a connection stays on its loop. Thread-safe, unlike
 * the loops, each of which is for its own thread.
 */
public final class EventLoopServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "event-loop";

    private final int port;

    /** For CPU work, whose requests are bounded before they come here. */
    private final ThreadPoolExecutor pool;

    /** The same threads, for what blocks. */
    private final Executor blocking;

    private final ServerMeters meters;
    private final List<LoopThread> loops = new ArrayList<>();
    private final List<LoopServices> services = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private EventLoopServer(EventLoopOptions options, List<Listener> listeners) {
        meters = new ServerMeters(NAME, labels(options));
        port = listeners.getFirst().port();
        pool = new ThreadPoolExecutor(
                options.pool(),
                options.pool(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("pool-", 0).factory());
        blocking = new BoundedPool(pool, options.pool(), ServerLimits.OFF_LOAD_QUEUE_MAX);
        var about = new AboutServer(NAME, settings(options));
        var admission = new Admission();
        Counter successes = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "success"));
        Counter failures = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "failure"));
        for (Listener listener : listeners) {
            var own =
                    LoopServices.of(options, loops.size(), succeeded -> (succeeded ? successes : failures).increment());
            services.add(own);
            var dispatcher = new Dispatcher(handlers(own), meters, about, admission);
            loops.add(new LoopThread(
                    loops.size(),
                    listener.channel(),
                    options.loopDebug(),
                    own,
                    dispatcher::dispatch,
                    failure::complete));
        }
        gauges();
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), loops, EventLoopServer::connections);
    }

    private Handlers handlers(LoopServices own) {
        var upstream = new UpstreamClient(own.upstream());
        var users = new JdbcUsers(own.database());
        return new Handlers()
                .json(Route.WAIT, WaitRequest::from, WaitRoute::answer)
                .json(Route.FANOUT, FanoutRequest::from, new FanoutRoute(upstream)::answer)
                .json(Route.USER, UserRequest::from, new UserRoute(users)::answer)
                .reply(
                        Route.NEW_USER,
                        NewUserRequest::from,
                        new NewUserRoute(users, upstream, own.background())::answer)
                .json(Route.PROFILE, ProfileRequest::from, new ProfileRoute(users, upstream)::answer)
                .reply(Route.ANSWER, AnswerRequest::from, new AnswerRoute(upstream)::answer)
                .json(Route.DEADLINE, DeadlineRequest::from, new DeadlineRoute(upstream)::answer)
                .json(Route.RETRY, RetryRequest::from, new RetryRoute(upstream)::answer)
                .json(Route.CPU, CpuRequest::from, new CpuRoute(pool)::answer)
                .json(Route.MIXED, MixedRequest::from, MixedRoute::answer)
                .json(Route.BLOCK, BlockRequest::from, new BlockRoute(blocking)::answer);
    }

    /**
     * Starts a server that accepts connections from here on.
     *
     * @throws IOException where it cannot listen where the options say
     */
    public static EventLoopServer start(EventLoopOptions options) throws IOException {
        var server = new EventLoopServer(
                options, Listener.open(options, options.loops(), options.loops() > 1 || options.worker() > 0));
        for (int index = 0; index < server.loops.size(); index++) {
            server.gauges(index, server.loops.get(index).start());
        }
        return server;
    }

    private static Map<String, Object> settings(EventLoopOptions options) {
        // What has to do with the database or the background: of the server as a whole, whose loops share it out.
        var settings = new TreeMap<String, Object>(Map.of(
                "loops", options.loops(),
                "pool", options.pool(),
                "offLoadQueue", ServerLimits.OFF_LOAD_QUEUE_MAX,
                "workers", options.workers(),
                "databasePool", options.databasePool(),
                "databaseQueue", ServerLimits.DATABASE_QUEUE_MAX,
                "backgroundTasks", ServerLimits.BACKGROUND_TASKS,
                "backgroundQueue", options.backgroundQueue(),
                "unitsPerMs", Math.round(CpuPace.unitsPerMs())));
        if (options.loopDebug()) {
            settings.put("loopDebug", true);
        }
        if (options.worker() > 0) {
            settings.put("worker", options.worker());
        }
        return settings;
    }

    private static Tags labels(EventLoopOptions options) {
        return options.worker() > 0 ? Tags.of(MeterNames.WORKER, Integer.toString(options.worker())) : Tags.empty();
    }

    private void gauges(int index, EventLoop loop) {
        Tags tags = Tags.of(MeterNames.LOOP, Integer.toString(index));
        meters.gauge(Meter.LOOP_READY, tags, loop, l -> l.statistics().ready());
        meters.gauge(Meter.LOOP_TIMERS, tags, loop, l -> l.statistics().timers());
        meters.gauge(Meter.LOOP_TASKS, tags, loop, l -> l.statistics().tasks());
        var stalls = new RecentMax(System.nanoTime());
        meters.gauge(
                Meter.LOOP_STALL,
                tags,
                loop,
                l -> stalls.with(
                        l.takeStatistics().longestStallNanos() / (double) TimeUnit.SECONDS.toNanos(1),
                        System.nanoTime()));
    }

    private void gauges() {
        gauge(Meter.DATABASE_CONNECTIONS, "size", own -> own.database().open());
        gauge(Meter.DATABASE_CONNECTIONS, "active", own -> own.database().active());
        meters.gauge(
                Meter.DATABASE_QUEUED,
                Tags.empty(),
                services,
                all -> sum(all, own -> own.database().waiting()));
        meters.gauge(
                Meter.UPSTREAM_CONNECTIONS,
                Tags.empty(),
                services,
                all -> sum(all, own -> own.upstream().connections()));
        meters.pool("off-load", pool);
        gauge(Meter.BACKGROUND_TASKS, "running", own -> own.background().running());
        gauge(Meter.BACKGROUND_TASKS, "waiting", own -> own.background().waiting());
    }

    private void gauge(Meter meter, String state, ToIntFunction<LoopServices> value) {
        meters.gauge(meter, Tags.of(MeterNames.STATE, state), services, all -> sum(all, value));
    }

    private static int sum(List<LoopServices> services, ToIntFunction<LoopServices> value) {
        return services.stream().mapToInt(value).sum();
    }

    private static int connections(List<LoopThread> loops) {
        return loops.stream().mapToInt(LoopThread::connections).sum();
    }

    @Override
    public int port() {
        return port;
    }

    /** A loop's end is the server's: the kernel would go on giving it connections that nobody serves. */
    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loops.forEach(LoopThread::stop);
        try {
            for (LoopThread loop : loops) {
                loop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
