package claimbench.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The connections that a client has open, and its patience with the upstream: the counterpart of {@link Connections}.
 *
 * <p>No call sets a timer. Instead somebody calls {@link #sweep} once a second, which looks at which step each connection
 * is, and gives up the call that has waited in the same one for as long as the limit allows. So the limit is kept to within
 * two sweeps. Only waiting for the upstream counts: whoever reads a stream slowly has all the time there is.
 *
 * <p>Thread-safe; a sweep is one thread's affair at a time.
 */
final class CallWatch {
    /** How long what a sweep saw has been so. For the sweep alone. */
    private static final class Seen {
        private int step;
        private long sinceNanos;
    }

    private final ConcurrentMap<ClientConnection, Seen> open = new ConcurrentHashMap<>();
    private final Duration limit;

    /** Watches nothing yet. */
    CallWatch(Duration limit) {
        this.limit = limit;
    }

    /** Takes in a connection, which is to tell when it is closed. */
    ClientConnection watch(Transport transport) {
        var connection = new ClientConnection(transport, limit, open::remove);
        open.put(connection, new Seen());
        return connection;
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    /**
     * Gives up the calls whose upstream has been silent for too long.
     *
     * @param nowNanos of a clock that never goes back; the same one each time
     */
    void sweep(long nowNanos) {
        open.forEach((connection, seen) -> {
            int step = connection.step();
            if (step != seen.step || !ClientConnection.isWait(step)) {
                seen.step = step;
                seen.sinceNanos = nowNanos;
            } else if (nowNanos - seen.sinceNanos >= limit.toNanos()) {
                connection.giveUp(step);
            }
        });
    }
}
