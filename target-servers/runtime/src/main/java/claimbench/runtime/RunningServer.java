package claimbench.runtime;

/** A server that accepts connections. Thread-safe: any thread may ask for its port, and close it. */
public interface RunningServer extends AutoCloseable {

    /** The port it listens on. */
    int port();

    /** Stops accepting, finishes what is in flight within {@link claimbench.contract.ServerLimits#DRAIN_MAX}, and gives
     * everything back. May be called twice. */
    @Override
    void close();
}
