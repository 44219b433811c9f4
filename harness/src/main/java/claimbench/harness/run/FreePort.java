package claimbench.harness.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port that nothing listens on. The target must be told where the upstream will listen before either has started, since
 * both start at the same time. Should another process take the port in between, the upstream says so and the trial fails.
 */
public final class FreePort {
    private FreePort() {}

    /** Its number. */
    public static int find() throws TrialFailure {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new TrialFailure("no free port on the loopback address: " + e.getMessage());
        }
    }
}
