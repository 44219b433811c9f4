package claimbench.kit;

import java.net.URI;

/**
 * A server under test that accepts connections.
 *
 * @param base scheme, host and port
 * @param stop stops it; finishes what is in flight first
 */
public record StartedServer(URI base, Runnable stop) implements AutoCloseable {

    /** A server on the loopback address. */
    public static StartedServer onPort(int port, Runnable stop) {
        return new StartedServer(URI.create("http://127.0.0.1:" + port), stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
