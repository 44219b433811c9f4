package claimbench.http;

import claimbench.contract.ServerLimits;
import claimbench.contract.UpstreamFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transport over a blocking socket channel: what waits is the thread that calls, be it a platform thread or a virtual
 * one, which leaves its carrier meanwhile.
 */
public final class ChannelTransport implements Transport {
    /** Connects blocking channels, for as long as every target may. */
    public static final Connector CONNECTOR = connector(ServerLimits.UPSTREAM_CONNECT_MAX);

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

    /**
     * Connects blocking channels.
     *
     * @param connectMax how long a peer may take to take a connection
     */
    static Connector connector(Duration connectMax) {
        return address -> new ChannelTransport(open(address, connectMax));
    }

    private static SocketChannel open(InetSocketAddress address, Duration connectMax) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            // Only a channel's socket knows a limit. It closes the channel where it fails.
            channel.socket().connect(address, Math.toIntExact(connectMax.toMillis()));
            return channel;
        } catch (SocketTimeoutException e) {
            throw new IOException(UpstreamFailure.noConnection(connectMax), e);
        } catch (IOException e) {
            channel.close();
            if (Thread.currentThread().isInterrupted()) {
                // Which the socket calls a closed one, like any other.
                throw (IOException) new ClosedByInterruptException().initCause(e);
            }
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
