package claimbench.kit;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client that sends the bytes it is given and nothing else, and reads one response at a time. Text stands for bytes
 * by ISO 8859-1. What is waited for is {@link BoundedInput bounded}: a server that hangs, trickles, or does not stop fails its test.
 */
final class RawConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS_MAX = 10_000;
    private static final int RECEIVE_BUFFER_BYTES_SMALL = 16 * 1024;

    private final Socket socket;
    private final BoundedInput bounds;
    private final KeepingInput in;
    private String sent = "";

    RawConnection(URI base) throws IOException {
        this(base, new Socket());
    }

    private RawConnection(URI base, Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        try {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_MILLIS_MAX);
            bounds = new BoundedInput(socket);
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new ConnectException("no connection within " + CONNECT_MILLIS_MAX / 1_000.0 + " s");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        in = new KeepingInput(new BufferedInputStream(bounds));
    }

    /** A connection whose kernel takes little that is not read: what a slow client looks like. */
    static RawConnection ofSlowReader(URI base) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES_SMALL);
        return new RawConnection(base, socket);
    }

    /** Returns when nobody accepts connections there any more. */
    static void awaitRefusal(URI base) {
        await("the server accepts no more").atMost(Patience.max()).until(() -> isRefused(base));
    }

    private static boolean isRefused(URI base) {
        try {
            new RawConnection(base).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** A GET without a body. */
    static String get(String target) {
        return request("GET", target);
    }

    /** A request without a body; headers are whole lines without their end. */
    static String request(String method, String target, String... headers) {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: target\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /** A POST with a body, whose text stands for its bytes by UTF-8. */
    static String post(String target, String body) {
        String octets = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return request("POST", target, "Content-Type: application/json", "Content-Length: " + octets.length()) + octets;
    }

    void send(String bytes) throws IOException {
        sent = bytes;
        in.forget();
        Transcript.use(this);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what a server may refuse to read to its end: HTTP lets it answer and close before it has all. */
    void sendAsMuchAsIsTaken(String bytes) {
        try {
            send(bytes);
        } catch (IOException e) {
            // The answer is still to be read.
        }
    }

    /** Says that no more will be sent, and goes on reading. */
    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The same, where the server may have closed the connection already. */
    void closeOutputIfOpen() {
        try {
            closeOutput();
        } catch (IOException e) {
            // What it had to say is still to be read.
        }
    }

    /** One GET and its response. */
    RawResponse exchange(String target) throws IOException {
        send(get(target));
        return read();
    }

    RawResponse read() throws IOException {
        return read(true);
    }

    /** Reads a response as far as its body: for HEAD, which has none, and for bodies that are read with {@link #body}. */
    RawResponse readHead() throws IOException {
        return read(false);
    }

    /** The body of a response whose head was read, as it comes. */
    ChunkedBody body() {
        return new ChunkedBody(in, bounds::begin);
    }

    /** What comes until the server closes the connection, without chunks undone. */
    String readToEnd() throws IOException {
        bounds.begin();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * All bytes until the server ends the connection, by ISO 8859-1.
     *
     * @param which names what was sent, for the message where the server does not end it
     */
    String readRawToEnd(String which) throws IOException {
        bounds.begin();
        var read = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        try {
            for (int count = in.read(part, 0, part.length); count >= 0; count = in.read(part, 0, part.length)) {
                read.write(part, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    which + ": the server neither answers nor ends the connection within " + Patience.text()
                            + ", although the client has sent its last",
                    e);
        } catch (SocketException e) {
            // Reset: closed while bytes of ours were unread.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** All responses until the server ends the connection; but for those that only say that it goes on. */
    List<RawResponse> readAllToEnd() throws IOException {
        bounds.begin();
        List<RawResponse> responses = new ArrayList<>();
        try {
            while (in.peek() >= 0) {
                RawResponse response = parse(true);
                if (response.status() >= 200) {
                    responses.add(response);
                }
            }
        } catch (SocketException e) {
            // Reset: closed while bytes of ours were unread.
        }
        return responses;
    }

    /** Whether, within this time, the server sends something or ends the connection. */
    boolean hasEndedWithin(Duration bound) throws IOException {
        bounds.begin(bound.toMillis());
        try {
            in.peek();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Whether something has come that was not read. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Whether nothing comes for a second: time enough for a server that answers too early, even where it is slow to. */
    boolean staysSilent() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!hasInput()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return false;
    }

    /** Whether the server ends the connection, with nothing more sent; fails when it does neither. */
    boolean isClosedByServer() throws IOException {
        bounds.begin();
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // reset: closed while bytes of ours were unread
        }
    }

    /** What was sent last. */
    String sent() {
        return sent;
    }

    /** What has been read since then, as far as is worth showing. */
    String received() {
        return in.kept();
    }

    private RawResponse read(boolean withBody) throws IOException {
        bounds.begin();
        return parse(withBody);
    }

    private RawResponse parse(boolean withBody) throws IOException {
        String statusLine = line();
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("not a status line: '" + statusLine + "'");
        }
        int status = Integer.parseInt(parts[1]);
        Map<String, List<String>> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: '" + header + "'");
            }
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).trim());
        }
        String body = withBody && status >= 200 ? body(headers) : "";
        return new RawResponse(parts[0], status, headers, body);
    }

    private String body(Map<String, List<String>> headers) throws IOException {
        byte[] bytes;
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            bytes = new ChunkedBody(in, () -> {}).readToEnd();
        } else if (headers.containsKey("content-length")) {
            bytes = ChunkedBody.exactly(in, length(headers.get("content-length").getFirst()));
        } else {
            bytes = in.readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int length(String text) throws IOException {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IOException("not the length of a body: '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private String line() throws IOException {
        return line(in);
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException(
                        line.isEmpty()
                                ? "the connection ended where a line of the response should come"
                                : "the connection ended in the head of a response, after '" + line + "'");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
