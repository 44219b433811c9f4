package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;

import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.http.Connections;
import claimbench.http.HttpConnection;
import claimbench.http.HttpHandler;
import claimbench.http.Sweeps;
import claimbench.loop.Coroutine;
import claimbench.loop.EventLoop;
import claimbench.loop.ListeningSocket;
import claimbench.loop.LoopClock;
import claimbench.loop.LoopFuture;
import claimbench.loop.LoopServer;
import claimbench.loop.LoopSocket;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One loop on a thread of its own, with its own listening socket, connections and calls to the upstream. */
final class LoopThread {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

    /** By then requests and background tasks have been waited for, and the loop has ended, unless a callback blocks it. */
    static final Duration END_MAX = ServerLimits.DRAIN_MAX.plusSeconds(5);

    /** What background tasks have at the end, even where requests have taken all the time there is. */
    private static final Duration BACKGROUND_DRAIN_MIN = Duration.ofSeconds(1);

    /** Between two looks at clients that are slow, idle, or take nothing, and at an upstream that is silent. */
    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);

    /**
     * What other threads need of a loop that runs.
     *
     * @param stop ends the loop when it has a result
     */
    private record Running(EventLoop loop, LoopFuture<Boolean> stop) {}

    private final ServerSocketChannel listener;
    private final boolean debug;
    private final LoopServices services;
    private final HttpHandler handler;
    private final Consumer<String> failed;
    private final Connections connections = new Connections();
    private final CompletableFuture<Running> running = new CompletableFuture<>();
    private final Thread thread;

    /**
     * A loop that does not run yet.
     *
     * @param listener bound; belongs to the loop from here on
     * @param debug whether the loop is in debug mode, which its system property may switch on as well
     * @param failed told in one line when the loop ends although nobody asked it to
     */
    LoopThread(
            int index,
            ServerSocketChannel listener,
            boolean debug,
            LoopServices services,
            HttpHandler handler,
            Consumer<String> failed) {
        this.listener = listener;
        this.debug = debug;
        this.services = services;
        this.handler = handler;
        this.failed = failed;
        thread = Thread.ofPlatform().daemon().name("loop-" + index).unstarted(this::run);
    }

    /** Starts the loop. */
    EventLoop start() {
        thread.start();
        return running.join().loop();
    }

    /** Open connections. */
    int connections() {
        return connections.count();
    }

    /** Has the loop stop accepting, finish what is in flight, and end. Does not wait for that. */
    void stop() {
        Running now = running.join();
        try {
            now.loop().callSoonThreadsafe(() -> now.stop().setResult(true));
        } catch (IllegalStateException e) {
            LOG.debug("{} has ended by itself", thread.getName());
        }
    }

    /** Waits for the loop's end. */
    void join() throws InterruptedException {
        if (!thread.join(END_MAX)) {
            LOG.error("{} has not ended {} after it was told to: something blocks it", thread.getName(), END_MAX);
        }
    }

    private void run() {
        try (var loop = new EventLoop(LoopClock.SYSTEM)) {
            if (debug) {
                loop.setDebug(true);
            }
            loop.run(main(loop));
        } catch (Throwable e) {
            LOG.error("{} failed", thread.getName(), e);
            running.completeExceptionally(e);
            failed.accept(thread.getName() + " failed: " + e);
        }
    }

    private Coroutine<Void> main(EventLoop loop) {
        return async(() -> {
            var server = new LoopServer(loop, new ListeningSocket(loop, listener), this::serve);
            createTask(server.serve(), "accept");
            createTask(sweep(loop), "sweep");
            LoopFuture<Boolean> stop = loop.createFuture();
            running.complete(new Running(loop, stop));
            await(stop);
            long drainNanos = loop.timeNanos();
            server.close();
            connections.drain();
            int cutOff = await(server.drain(ServerLimits.DRAIN_MAX));
            if (cutOff > 0) {
                LOG.warn("{} connections were still busy after {} and were cut off", cutOff, ServerLimits.DRAIN_MAX);
            }
            await(services.background().drain(drainLeft(loop.timeNanos() - drainNanos)));
            services.close();
        });
    }

    /** Requests and the background share one bound. */
    private static Duration drainLeft(long passedNanos) {
        Duration left = ServerLimits.DRAIN_MAX.minusNanos(passedNanos);
        return left.compareTo(BACKGROUND_DRAIN_MIN) > 0 ? left : BACKGROUND_DRAIN_MIN;
    }

    private Coroutine<Void> sweep(EventLoop loop) {
        var sweeps = new Sweeps(connections::sweep, services.upstream()::sweep);
        return async(() -> {
            while (true) {
                await(sleep(SWEEP_PERIOD));
                sweeps.run(loop.timeNanos());
            }
        });
    }

    /** A connection's coroutine. */
    private void serve(LoopSocket socket) throws IOException {
        var connection = new HttpConnection(new LoopTransport(socket), handler, HttpLimits.DEFAULT);
        connections.add(connection);
        try {
            connection.serve();
        } finally {
            connections.remove(connection);
        }
    }
}
