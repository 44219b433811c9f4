package claimbench.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening TCP socket. One task at a time may accept. For the loop's thread alone. */
public final class ListeningSocket extends LoopChannel {
    private final ServerSocketChannel channel;

    /**
     * A channel that is bound already, on the loop of this thread. It is this object's to close from now on.
     *
     * @param channel bound
     */
    public ListeningSocket(EventLoop loop, ServerSocketChannel channel) throws IOException {
        super(loop, channel);
        this.channel = channel;
    }

    /**
     * Waits for the next connection.
     *
     * @throws IOException where none can be taken now, as when the process has no file descriptor left: try again after a
     *     while
     * @throws java.nio.channels.ClosedChannelException where this is closed
     */
    public LoopSocket accept() throws IOException {
        while (true) {
            SocketChannel accepted = channel.accept();
            if (accepted != null) {
                try {
                    return new LoopSocket(loop, accepted);
                } catch (IOException e) {
                    accepted.close();
                    throw e;
                }
            }
            inward.await(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public String toString() {
        return "a socket that listens on port " + channel.socket().getLocalPort();
    }

    /** The address that it listens on. */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }
}
