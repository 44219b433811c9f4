package claimbench.reactive;

import claimbench.contract.HttpLimits;
import claimbench.contract.Meter;
import claimbench.contract.ServerLimits;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.CpuPace;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.OffLoadOptions;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * The reactive target: as many event loops as processors, which serve clients and call the upstream alike. Thread-safe.
 */
public final class ReactiveServer implements RunningServer {
    static final String NAME = "reactive";

    private static final Logger LOG = LoggerFactory.getLogger(ReactiveServer.class);
    private static final HttpLimits LIMITS = HttpLimits.DEFAULT;

    /**
     * Connections taken in a row. With epoll, Netty 4.2 takes one a turn of the loop: it asks whether the last read has filled its
     * buffer, which no accept does. A loop that works for that one in between would take clients as slowly as it works for them,
     * and the rest would wait unseen, where nothing can refuse them.
     */
    private static final int ACCEPTED_IN_A_ROW = 1_024;

    private final int loopCount = Runtime.getRuntime().availableProcessors();
    private final LoopResources loops = LoopResources.create(NAME, loopCount, true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Scheduler pool;
    private final UpstreamCalls upstream;
    private final Database database;
    private final Background background;
    private final Unbroken unbroken = new Unbroken();
    private final DisposableServer server;

    private ReactiveServer(OffLoadOptions options) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        var meters = new ServerMeters(NAME);
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), connections, ChannelGroup::size);
        pool = pool(options.pool(), meters);
        upstream = new UpstreamCalls(options.upstream(), loops).shownBy(meters);
        database = Database.of(options.database(), options.databasePool(), loops, meters);
        background = Background.of(options.backgroundQueue(), meters);
        LoopStalls.watch(loops.onServer(LoopResources.DEFAULT_NATIVE), meters);
        var router = new Router(meters, new AboutServer(NAME, settings(options)), new Admission(), unbroken, routes());
        server = bind(HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loops)
                .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator()
                                .respectMaybeMoreData(false)
                                .maxMessagesPerRead(ACCEPTED_IN_A_ROW))
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .channelGroup(connections)
                .childObserve(RequestQueue::observe)
                .doOnChannelInit((observer, channel, remote) -> ClientPipeline.fit(channel, LIMITS, Patience.DEFAULT))
                .handle(router::handle));
    }

    /**
     * Starts a target; the database need not be there yet.
     *
     * @throws IOException where it cannot listen where the options say
     */
    public static ReactiveServer start(OffLoadOptions options) throws IOException {
        return new ReactiveServer(options);
    }

    /**
     * Not Reactor's own for what blocks, which has ten threads a core, and a queue of 100,000 for each: no result is to come
     * from that.
     */
    private static Scheduler pool(int count, ServerMeters meters) {
        var threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(ServerLimits.OFF_LOAD_QUEUE_MAX),
                Thread.ofPlatform().daemon().name("pool-", 0).factory());
        meters.pool("off-load", threads);
        return Schedulers.fromExecutorService(threads, "pool");
    }

    private Routes routes() {
        return new Routes(
                new WaitRoute(),
                new FanoutRoute(upstream),
                new UserRoute(database),
                new NewUserRoute(database, upstream, background),
                new ProfileRoute(database, upstream),
                new AnswerRoute(upstream),
                new DeadlineRoute(upstream),
                new RetryRoute(upstream),
                new CpuRoute(),
                new MixedRoute(CpuPace.unitsPerMs()),
                new BlockRoute(pool));
    }

    private Map<String, Object> settings(OffLoadOptions options) {
        return Map.of(
                "eventLoops",
                loopCount,
                "parallelThreads",
                Schedulers.DEFAULT_POOL_SIZE,
                "pool",
                options.pool(),
                "offLoadQueue",
                ServerLimits.OFF_LOAD_QUEUE_MAX,
                "databasePool",
                options.databasePool(),
                "databaseQueue",
                ServerLimits.DATABASE_QUEUE_MAX,
                "backgroundTasks",
                ServerLimits.BACKGROUND_TASKS,
                "backgroundQueue",
                options.backgroundQueue(),
                "unitsPerMs",
                Math.round(CpuPace.unitsPerMs()));
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.disposeNow(ServerLimits.DRAIN_MAX);
        } catch (IllegalStateException e) {
            LOG.warn("requests in flight were cut off at shutdown: {}", e.getMessage());
        }
        // A connection that had just sent its answer when the server stopped has been left open.
        connections.close().awaitUninterruptibly(ServerLimits.DRAIN_MAX.toMillis());
        unbroken.drain(ServerLimits.DRAIN_MAX);
        background.drain(ServerLimits.DRAIN_MAX);
        freeResources();
    }

    private DisposableServer bind(HttpServer unbound) throws IOException {
        try {
            return unbound.bindNow();
        } catch (ChannelBindException e) {
            freeResources();
            throw (IOException) new BindException(e.getMessage()).initCause(e);
        }
    }

    private void freeResources() {
        pool.dispose();
        upstream.close();
        database.close();
        loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
    }
}
