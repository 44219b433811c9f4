package claimbench.runtime;

import java.util.concurrent.CompletableFuture;

/** A server that accepts connections. Thread-safe: any thread may ask for its port, and close it. */
public interface RunningServer extends AutoCloseable {

    /** The port it listens on. */
    int port();

    /**
     * Where it is reached, as the ready line says it.
     *
     * @param host on which it was told to listen
     */
    default String url(String host) {
        return "http://" + host + ":" + port();
    }

    /**
     * Completed with the reason, in one line, when the server can't go on although nobody asked it to stop. Never where it
     * has no way to fail as a whole.
     */
    default CompletableFuture<String> failure() {
        return new CompletableFuture<>();
    }

    /** Stops accepting, finishes what is in flight within {@link claimbench.contract.ServerLimits#DRAIN_MAX}, and gives
     * everything back. May be called twice. */
    @Override
    void close();
}
