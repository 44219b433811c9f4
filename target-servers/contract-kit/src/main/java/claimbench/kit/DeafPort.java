package claimbench.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port on which nobody listens, and which nobody else is given until this is closed: whoever connects is refused. */
final class DeafPort implements AutoCloseable {
    private final Socket bound = new Socket();

    DeafPort() throws IOException {
        try {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            bound.close();
            throw e;
        }
    }

    int number() {
        return bound.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
