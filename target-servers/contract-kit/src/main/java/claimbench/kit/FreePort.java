package claimbench.kit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that is to start later, or to start again where it was: for tests. */
public final class FreePort {
    /** Below those that a system hands out by itself, so that nobody is given it meanwhile. */
    private static final int FIRST = 10_000;

    private static final int BEYOND_LAST = 32_000;

    private FreePort() {}

    /** One of this machine that nobody listens on. */
    public static int choose() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // Somebody's.
            }
        }
    }
}
