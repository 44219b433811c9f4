package claimbench.http;

import claimbench.contract.BaseUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Calls one upstream over HTTP/1.1, in direct style, on connections that are kept for the next call.
 *
 * <p>There are as many connections as there were calls at once; the one used last is used next. Nothing limits their
 * number but the calls, so that no target waits for a connection when another one doesn't. A kept connection may have
 * been closed by the upstream in the meantime; a call that finds this out before it has received anything is made once
 * more, on a new connection.
 *
 * <p>Thread-safe, for threads and for coroutines alike: no lock is held while a call waits.
 */
public final class HttpClient implements AutoCloseable {
    private static final int PORT_DEFAULT = 80;

    private final Connector connector;
    private final String base;
    private final InetSocketAddress address;
    private final byte[] afterTarget;
    private final ConcurrentLinkedDeque<ClientConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * A client without connections; the upstream need not be there yet.
     *
     * @param base scheme http, host and port; a path is not allowed
     * @throws IllegalArgumentException where the base is anything else
     */
    public HttpClient(Connector connector, URI base) {
        if (BaseUrl.parse(base.toString()).isEmpty()) {
            throw new IllegalArgumentException("an upstream must be " + BaseUrl.ALLOWED + ", not '" + base + "'");
        }
        this.connector = connector;
        String authority = base.getRawAuthority();
        this.base = "http://" + authority;
        address = new InetSocketAddress(base.getHost(), base.getPort() < 0 ? PORT_DEFAULT : base.getPort());
        afterTarget =
                (" HTTP/1.1\r\nHost: " + authority + "\r\nAccept: */*\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes a GET request.
     *
     * @param target path and query, in visible ASCII characters
     * @return the response, whatever its status
     * @throws IOException that names the URL, where no whole response came
     */
    public ClientResponse get(String target) throws IOException {
        ByteBuffer request = request(target);
        ClientConnection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return exchange(kept, request);
            } catch (IOException e) {
                if (kept.received()) {
                    throw named(target, e);
                }
                request.rewind();
            }
        }
        try {
            return exchange(connect(), request);
        } catch (IOException e) {
            throw named(target, e);
        }
    }

    private ClientConnection connect() throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + address.getHostString());
        }
        return new ClientConnection(connector.connect(address));
    }

    private ClientResponse exchange(ClientConnection connection, ByteBuffer request) throws IOException {
        ClientResponse response = connection.exchange(request);
        if (connection.reusable()) {
            idle.addFirst(connection);
            if (closed) {
                close();
            }
        } else {
            connection.close();
        }
        return response;
    }

    private ByteBuffer request(String target) {
        if (!target.startsWith("/") || !target.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "a request's target must start with a slash and be visible ASCII, not '" + target + "'");
        }
        byte[] beforeEnd = ("GET " + target).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(beforeEnd.length + afterTarget.length)
                .put(beforeEnd)
                .put(afterTarget)
                .flip();
    }

    private IOException named(String target, IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new IOException(base + target + ": " + reason, cause);
    }

    /** Closes idle connections; those in use are closed after their call. */
    @Override
    public void close() {
        closed = true;
        ClientConnection connection = idle.pollFirst();
        while (connection != null) {
            connection.close();
            connection = idle.pollFirst();
        }
    }
}
