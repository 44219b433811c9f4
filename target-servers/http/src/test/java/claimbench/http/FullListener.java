package claimbench.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port to which nobody can connect, and nobody is refused: it has as many as are kept for a server that accepts none. */
public final class FullListener implements AutoCloseable {
    private static final int MORE_THAN_ARE_KEPT = 16;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> kept = new ArrayList<>();

    public FullListener() throws IOException {
        for (int client = 0; client < MORE_THAN_ARE_KEPT; client++) {
            SocketChannel channel = SocketChannel.open();
            kept.add(channel);
            channel.configureBlocking(false);
            var _ = channel.connect(address());
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel channel : kept) {
            channel.close();
        }
    }
}
