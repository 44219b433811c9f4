package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.timeout;

import claimbench.loop.LoopSocket;
import claimbench.loop.Timeout;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket as code knows it that was written for threads, over one of the loop's: where that code thinks it blocks its
 * thread, the coroutine that it runs in waits, and others run. For the loop's thread, but for {@link #close}.
 */
final class DriverSocket extends Socket {
    /** Sizes that are reported; the system's own are as they are. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private @Nullable LoopSocket socket;
    private int soTimeoutMillis;
    private volatile boolean closed;

    /** A socket that is not connected yet; nothing of the system is held. */
    DriverSocket() throws SocketException {
        super((SocketImpl) null);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address) || address.isUnresolved()) {
            throw new SocketException("unknown host " + endpoint);
        }
        socket = within(timeoutMillis, () -> LoopSocket.connect(address), "connect");
        if (closed) {
            close();
            throw new SocketException("closed while it was being connected");
        }
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** Whether the other side has neither closed the connection nor said anything unasked: see {@link LoopSocket#isQuiet}. */
    boolean isQuiet() {
        LoopSocket connected = socket;
        return connected != null && !closed && connected.isQuiet();
    }

    private LoopSocket connected() throws SocketException {
        LoopSocket connected = socket;
        if (connected == null || closed) {
            throw new SocketException(closed ? "the socket is closed" : "the socket is not connected");
        }
        return connected;
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer destination = ByteBuffer.wrap(bytes, offset, length);
        LoopSocket connected = connected();
        if (soTimeoutMillis == 0) {
            return connected.read(destination);
        }
        return within(soTimeoutMillis, () -> connected.read(destination), "read");
    }

    /** Waits no longer than this; 0 stands for no limit. */
    private static <T> T within(int millis, Callable<T> call, String what) throws IOException {
        try {
            return millis == 0
                    ? call.call()
                    : await(timeout(Duration.ofMillis(millis), (Timeout scope) -> {
                        return call.call();
                    }));
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(what + " timed out after " + millis + " ms");
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw (IOException) new InterruptedIOException(what + " failed").initCause(e);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return DriverSocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return DriverSocket.this.read(bytes, offset, length);
            }

            @Override
            public void close() {
                DriverSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connected().write(ByteBuffer.wrap(bytes, offset, length));
            }

            @Override
            public void close() {
                DriverSocket.this.close();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        LoopSocket connected = socket;
        if (connected != null) {
            connected.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isConnected() {
        return socket != null;
    }

    @Override
    public void setSoTimeout(int millis) {
        soTimeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return soTimeoutMillis;
    }

    // What a loop's socket has, or does without, whatever it is told.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setSendBufferSize(int bytes) {}

    @Override
    public int getSendBufferSize() {
        return BUFFER_BYTES;
    }

    @Override
    public void setReceiveBufferSize(int bytes) {}

    @Override
    public int getReceiveBufferSize() {
        return BUFFER_BYTES;
    }
}
