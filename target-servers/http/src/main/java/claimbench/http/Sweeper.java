package claimbench.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps a server's connections once a second, on a thread of its own: for models whose connections have threads. Thread-safe. */
public final class Sweeper implements AutoCloseable {
    /** Between two sweeps. */
    public static final int PERIOD_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Connections connections;
    private final Thread thread;

    private Sweeper(Connections connections) {
        this.connections = connections;
        thread = Thread.ofPlatform().daemon().name("sweep").unstarted(this::run);
    }

    /** Sweeps until closed. */
    public static Sweeper start(Connections connections) {
        var sweeper = new Sweeper(connections);
        sweeper.thread.start();
        return sweeper;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                sweep();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void sweep() {
        try {
            connections.sweep(System.nanoTime());
        } catch (RuntimeException e) {
            LOG.error("a sweep of the connections failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
