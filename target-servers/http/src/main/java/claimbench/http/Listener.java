package claimbench.http;

import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that accepts connections. Thread-safe.
 *
 * @param channel bound, and blocking until somebody sets it otherwise
 * @param port which it is bound to, 1 to 65535
 */
public record Listener(ServerSocketChannel channel, int port) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /**
     * A listener where the options say.
     *
     * @throws IOException where the address can't be had
     */
    public static Listener open(ServerOptions options) throws IOException {
        return open(options, 1, false).getFirst();
    }

    /**
     * Listeners on one port: the kernel spreads new connections over them.
     *
     * @param count at least 1; more than one share the port
     * @throws IOException where the address can't be had; nothing is left open
     */
    public static List<Listener> open(ServerOptions options, int count) throws IOException {
        return open(options, count, count > 1);
    }

    /**
     * Listeners on one port: the kernel spreads new connections over them.
     *
     * @param count at least 1
     * @param sharesPort whether there may be others on it, in this process or another
     * @throws IOException where the address can't be had; nothing is left open
     */
    public static List<Listener> open(ServerOptions options, int count, boolean sharesPort) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        List<Listener> listeners = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                Listener listener = bind(address, sharesPort);
                listeners.add(listener);
                // The first took a free port where none was asked for; the others take the same.
                address = new InetSocketAddress(address.getAddress(), listener.port);
            }
            return listeners;
        } catch (IOException e) {
            listeners.forEach(Listener::close);
            throw e;
        }
    }

    /** One socket alone must not share its port, or a second server would start on it unnoticed. */
    private static Listener bind(InetSocketAddress address, boolean sharesPort) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            if (sharesPort) {
                checkSharing(channel);
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address, ServerLimits.ACCEPT_BACKLOG);
            return new Listener(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Checks that this system lets sockets share a port.
     *
     * @throws IOException where it does not
     */
    public static void checkSharing(NetworkChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            throw new IOException(
                    "this system has no SO_REUSEPORT, by which sockets share a port: one loop of one process"
                            + " is all there can be");
        }
    }

    /** Accepts no more, and gives the port back. What has been accepted goes on. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("cannot close the listening socket: {}", e.toString());
        }
    }
}
