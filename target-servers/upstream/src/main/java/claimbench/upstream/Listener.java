package claimbench.upstream;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The listening socket. While it is shut the system refuses connections to its port, as it does where no process is;
 * connections that are open stay. What changes it happens on one thread of its own.
 */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long RETRY_MS = 100;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("listener").factory());
    private final HttpServer unbound;
    private final int port;
    private volatile DisposableServer server;

    /** Which of all that were asked for is to happen: what belongs to another is void. On the thread alone. */
    private int plan;

    /**
     * A socket that is open.
     *
     * @param unbound what to serve, with its address
     * @throws IOException where it cannot listen there
     */
    Listener(HttpServer unbound) throws IOException {
        server = bind(unbound);
        port = server.port();
        this.unbound = unbound.port(port);
    }

    /** Also while the socket is shut. */
    int port() {
        return port;
    }

    /** Of the server that listens, or did last. */
    DisposableServer server() {
        return server;
    }

    /** Shuts the socket for a while, and perhaps again and again; ready when it is shut. */
    CompletableFuture<Void> refuse(int forMs, int everyMs) {
        return CompletableFuture.runAsync(() -> shut(++plan, forMs, everyMs), thread);
    }

    /** Opens the socket for good; ready when it is open. */
    CompletableFuture<Void> accept() {
        return CompletableFuture.runAsync(() -> open(++plan), thread);
    }

    private void shut(int mine, int forMs, int everyMs) {
        if (plan != mine) {
            return;
        }
        server.channel().close().syncUninterruptibly();
        later(forMs, () -> open(mine));
        if (everyMs > 0) {
            later(everyMs, () -> shut(mine, forMs, everyMs));
        }
    }

    private void open(int mine) {
        if (plan != mine || server.channel().isOpen()) {
            return;
        }
        try {
            server = bind(unbound);
        } catch (IOException e) {
            LOG.warn("cannot listen again on port {}, trying on: {}", port, e.getMessage());
            later(RETRY_MS, () -> open(mine));
        }
    }

    private void later(long ms, Runnable action) {
        var _ = thread.schedule(action, ms, TimeUnit.MILLISECONDS);
    }

    private static DisposableServer bind(HttpServer unbound) throws IOException {
        try {
            return unbound.bindNow();
        } catch (ChannelBindException e) {
            throw (IOException) new BindException(e.getMessage()).initCause(e);
        }
    }

    /** Nothing opens the socket from now on; whether it is open is left as it is. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
