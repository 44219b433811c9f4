package claimbench.eventloop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Listening sockets on one port, one for each loop: the kernel spreads new connections over them. */
final class Listeners {
    /** Connections that may wait to be accepted; the kernel may allow fewer. */
    private static final int BACKLOG = 8_192;

    private Listeners() {}

    /**
     * Bound sockets.
     *
     * @param port 0 for a free one
     * @throws IOException where the address can't be had; nothing is left open
     */
    static List<ServerSocketChannel> open(String host, int port, int count) throws IOException {
        List<ServerSocketChannel> listeners = new ArrayList<>(count);
        boolean done = false;
        try {
            var address = new InetSocketAddress(host, port);
            for (int i = 0; i < count; i++) {
                ServerSocketChannel listener = ServerSocketChannel.open();
                listeners.add(listener);
                // One socket alone must not share its port, or a second server would start on it unnoticed.
                if (count > 1) {
                    listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                }
                listener.bind(address, BACKLOG);
                address = (InetSocketAddress) listener.getLocalAddress();
            }
            done = true;
            return listeners;
        } finally {
            if (!done) {
                for (ServerSocketChannel listener : listeners) {
                    listener.close();
                }
            }
        }
    }
}
