package claimbench.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A transport over a blocking socket channel: what waits is the thread that calls, be it a platform thread or a virtual
 * one, which leaves its carrier meanwhile.
 */
public final class ChannelTransport implements Transport {
    /** Connects blocking channels. */
    public static final Connector CONNECTOR = address -> new ChannelTransport(SocketChannel.open(address));

    private final SocketChannel channel;

    /** Null until the peer is watched for the first time. */
    private @Nullable ReadAhead ahead;

    /**
     * A transport over a channel that is connected and blocks.
     *
     * @param channel belongs to the transport from here on; closed where this fails
     */
    public ChannelTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        try {
            // An answer is one write: it must not wait for the acknowledgement of the one before.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        return ahead == null ? channel.read(destination) : ahead.read(destination);
    }

    /** The work's thread is interrupted; a channel that it waits on, to read or to write, is closed by that. */
    @Override
    public void whilePeerStays(Work work) throws Exception {
        ReadAhead watch = ahead;
        if (watch == null) {
            watch = new ReadAhead(channel);
            ahead = watch;
        }
        Exception failure = null;
        watch.beginWatch();
        try {
            work.run();
        } catch (Exception e) {
            failure = e;
        } finally {
            if (watch.endWatch() && failure != null) {
                failure = new PeerLeftException(failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A channel that blocks can only be asked while it does not. */
    @Override
    public boolean isQuiet() {
        if (ahead != null) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) == 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        while (Transport.remaining(sources) > 0) {
            if (sources.length == 1) {
                channel.write(sources[0]);
            } else {
                channel.write(sources);
            }
        }
    }

    @Override
    public void closeOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void closeInput() {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // The connection is over already.
        }
    }

    @Override
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The connection is over already.
        }
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is over either way.
        }
    }
}
