package claimbench.eventloop;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import claimbench.http.HttpClient;
import claimbench.http.Listener;
import claimbench.http.UpstreamClient;
import claimbench.loop.EventLoop;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.Handlers;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Event loops that share a port and a pool of threads, and nothing else: a connection stays on its loop. Thread-safe, unlike
 * the loops, each of which is for its own thread.
 */
public final class EventLoopServer implements RunningServer {
    /** This target's name. */
    public static final String NAME = "event-loop";

    private final int port;
    private final ExecutorService pool;
    private final ServerMeters meters;
    private final List<LoopThread> loops = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private EventLoopServer(EventLoopOptions options, List<Listener> listeners) {
        meters = new ServerMeters(NAME, labels(options));
        port = listeners.getFirst().port();
        pool = Executors.newFixedThreadPool(
                options.pool(), Thread.ofPlatform().daemon().name("pool-", 0).factory());
        var about = new AboutServer(NAME, settings(options));
        var admission = new Admission();
        for (Listener listener : listeners) {
            var upstream = new HttpClient(LoopTransport::connect, options.upstream());
            var handlers = new Handlers()
                    .json(Route.WAIT, WaitRequest::from, WaitRoute::answer)
                    .json(Route.FANOUT, FanoutRequest::from, new FanoutRoute(new UpstreamClient(upstream))::answer)
                    .json(Route.CPU, CpuRequest::from, new CpuRoute(pool)::answer);
            var dispatcher = new Dispatcher(handlers, meters, about, admission);
            loops.add(new LoopThread(
                    loops.size(),
                    listener.channel(),
                    options.loopDebug(),
                    upstream,
                    dispatcher::dispatch,
                    failure::complete));
        }
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), loops, EventLoopServer::connections);
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
        var settings = new TreeMap<String, Object>(
                Map.of("loops", options.loops(), "pool", options.pool(), "workers", options.workers()));
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
        meters.gauge(MeterNames.LOOP_READY, tags, loop, l -> l.statistics().ready());
        meters.gauge(MeterNames.LOOP_TIMERS, tags, loop, l -> l.statistics().timers());
        meters.gauge(MeterNames.LOOP_TASKS, tags, loop, l -> l.statistics().tasks());
        meters.gauge(
                MeterNames.LOOP_STALL,
                tags,
                loop,
                l -> l.takeStatistics().longestStallNanos() / (double) TimeUnit.SECONDS.toNanos(1));
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
