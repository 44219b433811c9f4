package claimbench.kit;

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
import claimbench.http.UpstreamClient;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.CpuPace;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.Handlers;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A server that keeps the contract, as simple as can be, on virtual threads, with its rows in memory; or that breaks it in
 * one point.
 */
final class ReferenceServer implements AutoCloseable {
    private static final long SWEEP_MILLIS = 500;

    private final ServerSocketChannel listener;
    private final Connections connections = new Connections();
    private final HttpClient client;
    private final Fault fault;
    private final Background background;
    private final ReferenceWork work;
    private final Handlers handlers;
    private final ServerMeters meters = new ServerMeters("reference");
    private final Admission admission = new Admission();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweeper").factory());

    private ReferenceServer(ServerSocketChannel listener, URI upstream, boolean hasDatabase, Fault fault) {
        this.listener = listener;
        this.fault = fault;
        client = new HttpClient(ChannelTransport.CONNECTOR, upstream);
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), connections, Connections::count);
        background = new Background(meters);
        var database = new MemoryDatabase(hasDatabase, meters, fault);
        work = new ReferenceWork(new UpstreamClient(client), database, background, fault);
        handlers = new Handlers()
                .json(Route.WAIT, WaitRequest::from, work::await)
                .json(Route.FANOUT, FanoutRequest::from, work::fanout)
                .json(Route.USER, UserRequest::from, work::user)
                .reply(Route.NEW_USER, NewUserRequest::from, work::newUser)
                .json(Route.PROFILE, ProfileRequest::from, work::profile)
                .reply(Route.ANSWER, AnswerRequest::from, work::answer)
                .json(Route.DEADLINE, DeadlineRequest::from, work::deadline)
                .json(Route.RETRY, RetryRequest::from, work::retry)
                .json(Route.CPU, CpuRequest::from, work::cpu)
                .json(Route.MIXED, MixedRequest::from, work::mixed)
                .json(Route.BLOCK, BlockRequest::from, work::block);
    }

    private Dispatcher dispatcher() {
        var about = new AboutServer(
                "reference",
                Map.of(
                        "unitsPerMs",
                        Math.round(CpuPace.unitsPerMs()),
                        "pool",
                        ReferenceWork.BLOCKING_THREADS,
                        "offLoadQueue",
                        ServerLimits.OFF_LOAD_QUEUE_MAX,
                        "databasePool",
                        ServerLimits.DATABASE_POOL));
        // Where everybody counts for himself what is in flight, it is never too much.
        return new Dispatcher(
                handlers, meters, about, fault == Fault.TAKES_ON_WITHOUT_BOUND ? new Admission() : admission);
    }

    /** Starts one on a free port. */
    static ReferenceServer start(URI upstream, boolean hasDatabase, Fault fault) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
        var server = new ReferenceServer(listener, upstream, hasDatabase, fault);
        Thread.ofPlatform().daemon().name("accept").start(server::accept);
        if (fault != Fault.WAITS_FOR_EVER_FOR_A_REQUEST) {
            var _ = server.sweeper.scheduleWithFixedDelay(
                    () -> server.connections.sweep(System.nanoTime()),
                    SWEEP_MILLIS,
                    SWEEP_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        return server;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.socket().getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                threads.execute(() -> serve(channel));
            }
        } catch (IOException | RejectedExecutionException e) {
            // Closed.
        }
    }

    private void serve(SocketChannel channel) {
        try {
            var transport = new FaultyTransport(new ChannelTransport(channel), fault);
            var connection = new HttpConnection(transport, dispatcher()::dispatch, HttpLimits.DEFAULT);
            connections.add(connection);
            try {
                connection.serve();
            } finally {
                connections.remove(connection);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (fault == Fault.CUTS_RESPONSES_AT_THE_END) {
            connections.close();
        }
        connections.drain();
        connections.closeAfter(threads);
        background.close(fault == Fault.DROPS_ITS_BACKGROUND_AT_THE_END ? Duration.ZERO : ServerLimits.DRAIN_MAX);
        work.close();
        sweeper.shutdownNow();
        client.close();
    }
}
