package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.sleep;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and has a task serve each: {@code asyncio.start_server}. For the loop's thread. */
public final class LoopServer {
    private static final Logger LOG = LoggerFactory.getLogger(LoopServer.class);

    /** After a failed accept: long enough not to fill the log, short against a client's patience. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    /**
     * Connections taken in a row before those taken have a turn. To take one costs microseconds, a turn of each of those taken
     * may cost a thousand times that: with few in a row a loop that is overloaded would take clients as slowly as it works for
     * them, and the rest would wait unseen, where nothing can refuse them.
     */
    private static final int ACCEPTED_IN_A_ROW = 1_024;

    /** What serves a connection; it is closed when this returns or throws. */
    @FunctionalInterface
    public interface Connection {
        void serve(LoopSocket socket) throws Exception;
    }

    private final EventLoop loop;
    private final ListeningSocket listening;
    private final Connection connection;
    private final Set<Task<?>> open = new LinkedHashSet<>();

    /** For gauges. */
    private volatile int connections;

    /** A server that does not accept yet: {@link #serve} does. */
    public LoopServer(EventLoop loop, ListeningSocket listening, Connection connection) {
        this.loop = loop;
        this.listening = listening;
        this.connection = connection;
    }

    /** Accepts until {@link #close} is called. */
    public Coroutine<Void> serve() {
        return async(() -> {
            int inARow = 0;
            boolean failing = false;
            while (listening.isOpen()) {
                LoopSocket socket;
                try {
                    socket = listening.accept();
                } catch (IOException e) {
                    if (listening.isOpen()) {
                        if (!failing) {
                            LOG.warn("cannot accept connections for now: {}", e.toString());
                        }
                        failing = true;
                        // Without the pause the loop would spin: the connection that can't be taken stays ready.
                        await(sleep(PAUSE_AFTER_FAILURE));
                    }
                    continue;
                }
                failing = false;
                begin(socket);
                if (++inARow == ACCEPTED_IN_A_ROW) {
                    inARow = 0;
                    await(sleep(Duration.ZERO));
                }
            }
        });
    }

    private void begin(LoopSocket socket) {
        Task<Void> task = loop.createTask(async(() -> connection.serve(socket)));
        open.add(task);
        connections = open.size();
        // Not in the task's own clean-up: a task that is cancelled before its first turn has none.
        task.whenDone(() -> {
            socket.close();
            open.remove(task);
            connections = open.size();
            logFailure(task);
        });
    }

    private static void logFailure(Task<?> task) {
        Throwable failure = task.isCancelled() ? null : task.exception();
        if (failure instanceof IOException) {
            LOG.debug("a connection broke: {}", failure.toString());
        } else if (failure != null) {
            LOG.error("serving a connection failed", failure);
        }
    }

    /** Open connections. From any thread. */
    public int connections() {
        return connections;
    }

    /** Accepts no more. Open connections go on. */
    public void close() {
        listening.close();
    }

    /**
     * Waits for open connections to end. Those that have not within the limit are cancelled.
     *
     * @return how many had to be cancelled
     */
    public Coroutine<Integer> drain(Duration limit) {
        return async(() -> {
            var cancelled = new AtomicInteger();
            Handle timer = loop.callLater(limit, () -> {
                cancelled.set(open.size());
                List.copyOf(open).forEach(Task::cancel);
            });
            List<Task<?>> serving = List.copyOf(open);
            await(Gather.waitingFor(loop, serving));
            timer.cancel();
            return cancelled.get();
        });
    }
}
