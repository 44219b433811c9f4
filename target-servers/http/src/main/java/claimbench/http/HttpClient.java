package claimbench.http;

import claimbench.contract.BaseUrl;
import claimbench.contract.ServerLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Calls one upstream over HTTP/1.1, in direct style, on connections that are kept for the next call.
 *
 * <p>There are as many connections as there were calls at once; the one used last is used next. Nothing limits their
 * number but the calls, so that no target waits for a connection when another one doesn't. A kept connection may have
 * been closed by the upstream in the meantime, or hold bytes that nobody asked for; a GET that finds this out before an
 * answer of its own has begun is made once more, on a new connection.
 *
 * <p>A call whose upstream is silent for too long fails, as long as somebody calls {@link #sweep}. That the upstream does not
 * take a connection is the connector's to bound.
 *
 * <p>A call whose thread is interrupted, or whose coroutine is cancelled, closes its connection: that is how an upstream
 * learns that nobody waits any more, and a connection on which an answer is still to come is of no use to another call.
 *
 * <p>Thread-safe, for threads and for coroutines alike: no lock is held while a call waits.
 */
public final class HttpClient implements AutoCloseable {
    private static final int PORT_DEFAULT = 80;

    private final Connector connector;
    private final String base;
    private final InetSocketAddress address;
    private final byte[] afterTarget;
    private final byte[] afterPostTarget;
    private final ConcurrentLinkedDeque<ClientConnection> idle = new ConcurrentLinkedDeque<>();
    private final CallWatch calls;
    private volatile boolean closed;

    /**
     * A client without connections; the upstream need not be there yet.
     *
     * @param base scheme http, host and port; a path is not allowed
     * @throws IllegalArgumentException where the base is anything else
     */
    public HttpClient(Connector connector, URI base) {
        this(connector, base, ServerLimits.UPSTREAM_MAX);
    }

    /**
     * A client without connections, with a patience of its own.
     *
     * @param silenceMax how long a call may wait for a byte of its answer
     * @throws IllegalArgumentException as above
     */
    public HttpClient(Connector connector, URI base, Duration silenceMax) {
        if (BaseUrl.parse(base.toString()).isEmpty()) {
            throw new IllegalArgumentException("an upstream must be " + BaseUrl.ALLOWED + ", not '" + base + "'");
        }
        this.connector = connector;
        calls = new CallWatch(silenceMax);
        String authority = base.getRawAuthority();
        this.base = "http://" + authority;
        address = new InetSocketAddress(base.getHost(), base.getPort() < 0 ? PORT_DEFAULT : base.getPort());
        String head = " HTTP/1.1\r\nHost: " + authority + "\r\nAccept: */*\r\n";
        afterTarget = (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
        afterPostTarget = (head + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes a GET request.
     *
     * @param target path and query, in visible ASCII characters
     * @return the response, whatever its status
     * @throws IOException that names the URL, where no whole response came
     */
    public ClientResponse get(String target) throws IOException {
        return call(target, this::exchange);
    }

    /**
     * Makes a GET request whose response is read part by part.
     *
     * @param target path and query, in visible ASCII characters
     * @return the response from its body on, whatever its status; to be closed
     * @throws IOException that names the URL, where no head of a response came
     */
    public ResponseStream openStream(String target) throws IOException {
        String url = base + target;
        return call(
                target,
                (connection, request) -> new ResponseStream(connection, connection.open(request), this::giveBack, url));
    }

    /**
     * Makes a POST request without a body. It is sent once: where its connection ends before an answer, nobody here knows
     * whether the upstream has done what was asked, and to ask again might have it done twice. So that a connection which
     * the upstream has closed meanwhile does not fail a call, a kept one is used only where it {@linkplain
     * Transport#isQuiet can be seen} to be open; the upstream that closes it in this very moment does fail the call.
     *
     * @param target path and query, in visible ASCII characters
     * @return the response, whatever its status
     * @throws IOException that names the URL, where no whole response came
     */
    public ClientResponse post(String target) throws IOException {
        ByteBuffer request = request("POST ", target, afterPostTarget);
        ClientConnection kept = idle.pollFirst();
        while (kept != null && !kept.isQuiet()) {
            kept.close();
            kept = idle.pollFirst();
        }
        try {
            return exchange(kept == null ? connect() : kept, request);
        } catch (IOException e) {
            throw named(base + target, e);
        }
    }

    /** What is done on a connection. */
    private interface Exchange<R> {
        R on(ClientConnection connection, ByteBuffer request) throws IOException;
    }

    /** Makes a GET request on a kept connection, or, where there is none or its upstream has closed it, on a new one. */
    private <R> R call(String target, Exchange<R> exchange) throws IOException {
        ByteBuffer request = request("GET ", target, afterTarget);
        ClientConnection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return exchange.on(kept, request);
            } catch (IOException e) {
                if (kept.answered() || kept.isGivenUp() || isInterruption(e)) {
                    throw named(base + target, e);
                }
                request.rewind();
            }
        }
        try {
            return exchange.on(connect(), request);
        } catch (IOException e) {
            throw named(base + target, e);
        }
    }

    private ClientConnection connect() throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + address.getHostString());
        }
        return calls.watch(connector.connect(address));
    }

    private ClientResponse exchange(ClientConnection connection, ByteBuffer request) throws IOException {
        ClientResponse response = connection.exchange(request);
        giveBack(connection);
        return response;
    }

    /** Keeps a connection whose response is whole for the next call, if it may carry one. */
    private void giveBack(ClientConnection connection) {
        if (connection.reusable()) {
            idle.addFirst(connection);
            if (closed) {
                close();
            }
        } else {
            connection.close();
        }
    }

    private static ByteBuffer request(String method, String target, byte[] afterTarget) {
        if (!target.startsWith("/") || !target.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "a request's target must start with a slash and be visible ASCII, not '" + target + "'");
        }
        byte[] beforeEnd = (method + target).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(beforeEnd.length + afterTarget.length)
                .put(beforeEnd)
                .put(afterTarget)
                .flip();
    }

    /** The thread was interrupted, which has closed the connection: nobody wants the call any more. */
    static boolean isInterruption(IOException e) {
        return e instanceof ClosedByInterruptException || e instanceof InterruptedIOException;
    }

    /** The same failure, with the URL; still one that tells an interrupt from a failure of the upstream. */
    static IOException named(String url, IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String message = url + ": " + reason;
        if (isInterruption(cause)) {
            return (IOException) new InterruptedIOException(message).initCause(cause);
        }
        return new IOException(message, cause);
    }

    /**
     * Gives up the calls that have waited for a byte for too long: to be called about once a second. On a loop, by the loop's
     * own thread.
     *
     * @param nowNanos of a clock that never goes back; the same one each time
     */
    public void sweep(long nowNanos) {
        calls.sweep(nowNanos);
    }

    /** Open connections, in use or kept. */
    public int connections() {
        return calls.count();
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
