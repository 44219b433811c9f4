package claimbench.platformthreads;

import claimbench.contract.HttpLimits;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.http.Connections;
import claimbench.http.HttpConnection;
import claimbench.http.HttpHandler;
import claimbench.runtime.ServerMeters;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that waits for all idle connections, so that none of the pool's threads has to.
 *
 * <pre>
 *              accepted                bytes are there
 *     listener ────────▶ parked here ──────────────────▶ queue ──▶ a thread of the pool
 *                          ▲   │ the queue is full                    │
 *                          │   └──────▶ 503, closed                   │
 *                          └──────────────────────────────────────────┘
 *                            answered, nothing more there
 * </pre>
 *
 * <p>This thread never waits for a client: it accepts, hands over, and refuses with a short answer that fits into any
 * socket's buffer.
 */
final class Parking implements Runnable {
    private static final int ACCEPT_PAUSE_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey listenerKey;
    private final Executor pool;
    private final HttpHandler handler;
    private final Connections connections;
    private final ServerMeters meters;
    private volatile boolean ended;

    /** Watches a listener that is bound. */
    Parking(
            ServerSocketChannel listener,
            Executor pool,
            HttpHandler handler,
            Connections connections,
            ServerMeters meters)
            throws IOException {
        this.listener = listener;
        this.pool = pool;
        this.handler = handler;
        this.connections = connections;
        this.meters = meters;
        selector = Selector.open();
        listener.configureBlocking(false);
        listenerKey = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                boolean paused = listenerKey.isValid() && listenerKey.interestOps() == 0;
                selector.select(this::ready, paused ? ACCEPT_PAUSE_MILLIS : 0);
                if (paused && listenerKey.isValid()) {
                    listenerKey.interestOps(SelectionKey.OP_ACCEPT);
                }
            } catch (CancelledKeyException e) {
                // Closed meanwhile: the next turn does not see it any more.
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.error("the selector failed", e);
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.equals(listenerKey)) {
            accept();
            return;
        }
        var connection = (ClientConnection) key.attachment();
        try {
            if (!connection.channel().ready()) {
                handOver(connection);
            }
        } catch (CancelledKeyException e) {
            end(connection);
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                admit(channel);
            }
        } catch (IOException e) {
            if (listener.isOpen()) {
                // Most likely no file descriptor is left: others must close before it goes on.
                LOG.warn("cannot accept a connection: {}", e.toString());
                listenerKey.interestOps(0);
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        ClientConnection connection;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, 0);
            var parked = new ParkedChannel(channel, key, Thread.currentThread());
            connection = new ClientConnection(parked, new HttpConnection(parked, handler, HttpLimits.DEFAULT));
            key.attach(connection);
        } catch (IOException e) {
            channel.close();
            LOG.debug("connection ended: {}", e.toString());
            return;
        }
        connections.add(connection.http());
        park(connection);
    }

    private void handOver(ClientConnection connection) {
        if (connection.http().isLingering()) {
            // Nothing to handle, only bytes to throw away, and the pool has no thread for that when it refuses.
            serve(connection);
            return;
        }
        if (!connection.http().claim()) {
            end(connection);
            return;
        }
        try {
            pool.execute(() -> serve(connection));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The queue is full; or the pool may grow and the system starts no more threads, which is an error by name.
            refuse(connection);
        }
    }

    private void refuse(ClientConnection connection) {
        meters.received();
        meters.answered(MeterNames.ROUTE_NONE, null, 503, 0);
        try {
            connection
                    .http()
                    .refuse(Problem.overloaded("all threads are busy and the queue for them is full; try again later"));
            park(connection);
        } catch (IOException e) {
            LOG.debug("connection ended: {}", e.toString());
            end(connection);
        }
    }

    private void serve(ClientConnection connection) {
        boolean open = false;
        try {
            do {
                open = connection.http().serveAvailable();
                // What was read ahead of its time, the selector would not tell of.
            } while (open && connection.channel().isReadAhead());
        } catch (IOException e) {
            // The client is gone; there is nobody left to tell.
            LOG.debug("connection ended: {}", e.toString());
        } finally {
            if (open) {
                park(connection);
            } else {
                end(connection);
            }
        }
    }

    private void park(ClientConnection connection) {
        try {
            connection.channel().park();
        } catch (IOException e) {
            LOG.debug("connection ended: {}", e.toString());
            end(connection);
        }
    }

    private void end(ClientConnection connection) {
        connections.remove(connection.http());
        connection.http().close();
    }

    /** Notices at once what has been closed from outside. */
    void wakeUp() {
        selector.wakeup();
    }

    /** Ends the thread. Connections are to be closed before. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    /** Gives the selector back, once the thread has ended. */
    void close() throws IOException {
        selector.close();
    }
}
