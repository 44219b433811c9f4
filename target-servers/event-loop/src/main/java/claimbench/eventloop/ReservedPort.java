package claimbench.eventloop;

import claimbench.http.Listener;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A port that is kept for the processes that will share it.
 *
 * <p>The idea: a socket that is bound but never listens holds a port, and is given no connection. So a free port that was
 * found once is the same for all, and nobody else can take it while they start. Immutable.
 *
 * @param channel bound to the port
 * @param number 1 to 65535
 */
record ReservedPort(SocketChannel channel, int number) implements AutoCloseable {

    /**
     * Keeps the port that the options name, or a free one.
     *
     * @throws IOException where it can't be had, or ports can't be shared here
     */
    static ReservedPort of(ServerOptions options) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        if (address.getPort() != 0) {
            checkUnused(address);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            Listener.checkSharing(channel);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(address);
            return new ReservedPort(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sharing works with strangers too: a second server would start unnoticed, and take half of the connections. */
    private static void checkUnused(InetSocketAddress address) throws IOException {
        try (var alone = ServerSocketChannel.open()) {
            alone.bind(address);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
