package claimbench.runtime;

/** A server that accepts connections. */
public interface RunningServer extends AutoCloseable {

    /** The port it listens on. */
    int port();

    /** Stops accepting, finishes what is in flight within a bound, and gives everything back. May be called twice. */
    @Override
    void close();
}
