package claimbench.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection whose calls suspend the task that makes them, while others go on. One task at a time may read, and one
 * write.
 *
 * <p>Each call tries first, and waits only where the system says that there is nothing: so most writes never wait. A read
 * that did not fill its buffer has emptied the system's, so the next one waits without trying.
 *
 * <p>For the loop's thread alone.
 */
public final class LoopSocket extends LoopChannel {
    /** A peer that sends without a pause must not keep the loop to itself: after so many full reads others have a turn. */
    private static final int FULL_READS_IN_A_ROW = 16;

    private final SocketChannel channel;

    /** Nothing has been read yet, or the last read took all there was. */
    private boolean emptied = true;

    private int fullReads;

    LoopSocket(EventLoop loop, SocketChannel channel) throws IOException {
        super(loop, channel);
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Opens a connection, waiting for it. */
    public static LoopSocket connect(InetSocketAddress address) throws IOException {
        EventLoop loop = EventLoop.runningTask().loop;
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            var socket = new LoopSocket(loop, channel);
            if (!channel.connect(address)) {
                do {
                    socket.outward().await(SelectionKey.OP_CONNECT);
                } while (!channel.finishConnect());
                socket.unwatch(SelectionKey.OP_CONNECT);
            }
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /**
     * Reads what is there, waiting for at least one byte.
     *
     * @param destination has room for at least one byte
     * @return how many bytes were read, or -1 when the peer has sent its last
     */
    public int read(ByteBuffer destination) throws IOException {
        if (!destination.hasRemaining()) {
            throw new IllegalArgumentException("the destination has no room");
        }
        if (emptied) {
            inward.await(SelectionKey.OP_READ);
        }
        while (true) {
            int count = channel.read(destination);
            if (count != 0) {
                afterRead(destination);
                return count;
            }
            inward.await(SelectionKey.OP_READ);
        }
    }

    private void afterRead(ByteBuffer destination) {
        emptied = destination.hasRemaining();
        if (emptied) {
            fullReads = 0;
        } else if (++fullReads == FULL_READS_IN_A_ROW) {
            fullReads = 0;
            EventLoop.runningTask().yieldTurn();
        }
    }

    /**
     * Waits until there may be something to read, or the end of the stream: so that no buffer need be held meanwhile. Where
     * the last read filled its buffer there may be more, and this returns at once.
     */
    public void awaitReadable() throws IOException {
        if (emptied) {
            inward.await(SelectionKey.OP_READ);
            emptied = false;
        }
    }

    /** Writes all remaining bytes of each buffer, in order, waiting while the peer takes none. */
    public void write(ByteBuffer... sources) throws IOException {
        if (sources.length == 1) {
            ByteBuffer source = sources[0];
            channel.write(source);
            while (source.hasRemaining()) {
                outward().await(SelectionKey.OP_WRITE);
                channel.write(source);
            }
            return;
        }
        int first = 0;
        while (true) {
            while (first < sources.length && !sources[first].hasRemaining()) {
                first++;
            }
            if (first == sources.length) {
                return;
            }
            if (channel.write(sources, first, sources.length - first) == 0) {
                outward().await(SelectionKey.OP_WRITE);
            }
        }
    }

    /**
     * Whether it is open, and the peer has sent neither its end nor bytes that are still to be read: asked of the system,
     * without a wait. To ask may take a byte: where the answer is no, the socket is of use for nothing but to be closed.
     */
    public boolean isQuiet() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Has reads find the end of the stream from here on, a waiting one included; writing goes on. */
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    /** Sends the end of the stream; reading goes on. */
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Closes it, and has the peer see a failure in place of the stream's end. */
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The connection is over already.
        }
        close();
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
