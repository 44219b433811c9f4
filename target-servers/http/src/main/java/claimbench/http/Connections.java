package claimbench.http;

import claimbench.contract.ServerLimits;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that a server has open, and its patience with their clients.
 *
 * <p>Patience costs a request nothing: nobody sets a timer for it. Instead somebody calls {@link #sweep} once a second, which
 * looks at what each connection is at, and ends what has not got on for longer than {@link TimeLimits} allow. So a limit is
 * kept to within two sweeps. On a loop a coroutine sweeps; for threads there is {@link Sweeper}.
 *
 * <p>Thread-safe; a sweep is one thread's affair at a time.
 */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** How long what a sweep saw has been so. For the sweep alone. */
    private static final class Seen {
        private HttpConnection.@Nullable Moment moment;
        private long sinceNanos;
    }

    private final ConcurrentMap<HttpConnection, Seen> open = new ConcurrentHashMap<>();
    private final TimeLimits limits;
    private volatile boolean draining;

    /** None yet; clients are given {@link TimeLimits#DEFAULT}. */
    public Connections() {
        this(TimeLimits.DEFAULT);
    }

    /** None yet. */
    public Connections(TimeLimits limits) {
        this.limits = limits;
    }

    /** Takes in a connection; one that comes after {@link #drain} is drained at once. */
    public void add(HttpConnection connection) {
        open.put(connection, new Seen());
        if (draining) {
            connection.drain();
        }
    }

    /** Lets go of a connection that is closed. */
    public void remove(HttpConnection connection) {
        open.remove(connection);
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /**
     * Ends what has taken too long.
     *
     * @param nowNanos of a clock that never goes back; the same one each time
     */
    public void sweep(long nowNanos) {
        open.forEach((connection, seen) -> {
            HttpConnection.Moment moment = connection.moment();
            if (!moment.equals(seen.moment)) {
                seen.moment = moment;
                seen.sinceNanos = nowNanos;
            } else if (nowNanos - seen.sinceNanos >= limits.nanos(moment.waiting())
                    && connection.expire(moment.waiting())) {
                remove(connection);
            }
        });
    }

    /** Ends each as soon as no request is in flight on it. */
    public void drain() {
        draining = true;
        open.keySet().forEach(HttpConnection::drain);
    }

    /**
     * Closes all when they have come to their ends, or {@link ServerLimits#DRAIN_MAX} has passed: for connections that are
     * served by threads. To be called after {@link #drain}.
     *
     * @param threads which serve the connections; they take no more from here on, and are interrupted in the end
     */
    public void closeAfter(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(ServerLimits.DRAIN_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} connections were still busy after {} and are cut off", count(), ServerLimits.DRAIN_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        threads.shutdownNow();
    }

    /** Closes each, whatever it is at. */
    public void close() {
        open.keySet().forEach(HttpConnection::close);
    }
}
