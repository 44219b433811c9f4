package claimbench.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that a server has open. Thread-safe. */
public final class Connections {
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

    /** Closes each, whatever it is at. */
    public void close() {
        open.forEach(HttpConnection::close);
    }
}
