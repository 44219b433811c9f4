package claimbench.virtualthreads;

import claimbench.contract.AnswerRequest;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.HttpLimits;
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
import claimbench.http.HttpConnection;
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
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual thread for each connection, over blocking channels. One platform thread accepts, so that new clients get in
 * even while CPU work keeps all carriers busy. Thread-safe.
 */
public final class VirtualThreadsServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "virtual-threads";

    private static final int ACCEPT_PAUSE_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadsServer.class);

    private final Listener listener;
    private final ExecutorService coreThreads = ThreadTasks.coreThreads();
    private final HttpClient upstream;
    private final JdbcUsers users;
    private final Background background;
    private final @Nullable PinnedEvents pinnedEvents;
    private final Sweeper sweeper;
    private final Dispatcher dispatcher;
    private final Connections connections = new Connections();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("connection-", 0).factory());

    private VirtualThreadsServer(Listener listener, VirtualThreadsOptions options) {
        this.listener = listener;
        upstream = new HttpClient(ChannelTransport.CONNECTOR, options.upstream());
        var meters = new ServerMeters(NAME);
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        meters.gauge(Meter.UPSTREAM_CONNECTIONS, Tags.empty(), upstream, HttpClient::connections);
        Scheduler.shownBy(meters);
        pinnedEvents = options.pinnedEvents() ? new PinnedEvents(meters) : null;
        users = new JdbcUsers(options.database(), options.databasePool()).shownBy(meters);
        background = new Background(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("background-", 0).factory()),
                ServerLimits.BACKGROUND_TASKS,
                options.backgroundQueue(),
                meters);
        dispatcher = new Dispatcher(handlers(), meters, new AboutServer(NAME, settings(options)), new Admission());
        sweeper = Sweeper.start(new Sweeps(connections::sweep, upstream::sweep));
    }

    private Handlers handlers() {
        var calls = new UpstreamClient(upstream);
        return new Handlers()
                .json(Route.WAIT, WaitRequest::from, WaitRoute::answer)
                .json(Route.FANOUT, FanoutRequest::from, new FanoutRoute(calls)::answer)
                .json(Route.USER, UserRequest::from, new UserRoute(users)::answer)
                .reply(Route.NEW_USER, NewUserRequest::from, new NewUserRoute(users, calls, background)::answer)
                .json(Route.PROFILE, ProfileRequest::from, new ProfileRoute(users, calls)::answer)
                .reply(Route.ANSWER, AnswerRequest::from, new AnswerRoute(calls)::answer)
                .json(Route.DEADLINE, DeadlineRequest::from, new DeadlineRoute(calls)::answer)
                .json(Route.RETRY, RetryRequest::from, new RetryRoute(calls)::answer)
                .json(Route.CPU, CpuRequest::from, new CpuRoute(coreThreads)::answer)
                .json(Route.MIXED, MixedRequest::from, MixedRoute::answer)
                .json(Route.BLOCK, BlockRequest::from, BlockRoute::answer);
    }

    private static Map<String, Object> settings(VirtualThreadsOptions options) {
        return Map.of(
                "parallelThreads", Runtime.getRuntime().availableProcessors(),
                "databasePool", options.databasePool(),
                "databaseQueue", ServerLimits.DATABASE_QUEUE_MAX,
                "backgroundTasks", ServerLimits.BACKGROUND_TASKS,
                "backgroundQueue", options.backgroundQueue(),
                "unitsPerMs", Math.round(CpuPace.unitsPerMs()));
    }

    /**
     * Starts a server that accepts connections from here on.
     *
     * @throws IOException where it cannot listen where the options say
     */
    public static VirtualThreadsServer start(VirtualThreadsOptions options) throws IOException {
        var server = new VirtualThreadsServer(Listener.open(options), options);
        Thread.ofPlatform().daemon().name("accept").start(server::accept);
        return server;
    }

    private void accept() {
        while (listener.channel().isOpen()) {
            try {
                start(listener.channel().accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (listener.channel().isOpen()) {
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
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
        connections.drain();
        connections.closeAfter(threads);
        sweeper.close();
        background.drain(ServerLimits.DRAIN_MAX);
        coreThreads.shutdownNow();
        upstream.close();
        users.close();
        if (pinnedEvents != null) {
            pinnedEvents.close();
        }
    }
}
