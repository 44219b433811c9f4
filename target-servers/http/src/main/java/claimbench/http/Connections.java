package claimbench.http;

import claimbench.contract.ServerLimits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that a server has open. Thread-safe. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** Takes in a connection; one that comes after {@link #drain} is drained at once. */
    public void add(HttpConnection connection) {
        open.add(connection);
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

    /** Ends each as soon as no request is in flight on it. */
    public void drain() {
        draining = true;
        open.forEach(HttpConnection::drain);
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
        open.forEach(HttpConnection::close);
    }
}
