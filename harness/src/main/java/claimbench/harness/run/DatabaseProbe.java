package claimbench.harness.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Asks whether PostgreSQL answers, without a driver: its protocol begins with a question that needs no user, whether it
 * speaks TLS, to which it says S or N (section "SSL Session Encryption" of its manual).
 */
final class DatabaseProbe {
    private static final int MESSAGE_BYTES = 8;
    private static final int SSL_REQUEST = 80877103;

    private DatabaseProbe() {}

    /**
     * Asks.
     *
     * @param bound for the connection, and for the answer
     * @throws IOException where it does not answer, or is something else
     */
    static void check(String host, int port, Duration bound) throws IOException {
        int boundMillis = Math.toIntExact(bound.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), boundMillis);
            socket.setSoTimeout(boundMillis);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(MESSAGE_BYTES)
                            .putInt(MESSAGE_BYTES)
                            .putInt(SSL_REQUEST)
                            .array());
            int answer = socket.getInputStream().read();
            if (answer != 'S' && answer != 'N') {
                throw new IOException(answer < 0 ? "the connection was closed" : "what answers there is no PostgreSQL");
            }
        }
    }
}
