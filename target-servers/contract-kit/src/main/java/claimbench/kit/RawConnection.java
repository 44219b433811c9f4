package claimbench.kit;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client that sends the bytes it is given and nothing else, and reads one response at a time. Text stands for bytes
 * by ISO 8859-1. A read that gets nothing fails after {@link #READ_MILLIS_MAX}: a server that hangs fails its test.
 */
final class RawConnection implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MILLIS_MAX);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Returns when nobody accepts connections there any more. */
    static void awaitRefusal(URI base) {
        await("the server accepts no more")
                .atMost(Duration.ofMillis(READ_MILLIS_MAX))
                .until(() -> isRefused(base));
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

    void send(String bytes) throws IOException {
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

    /** One GET and its response. */
    RawResponse exchange(String target) throws IOException {
        send(get(target));
        return read();
    }

    RawResponse read() throws IOException {
        return read(false);
    }

    /** Reads a response to HEAD: its head announces a body that isn't sent. */
    RawResponse readHead() throws IOException {
        return read(true);
    }

    /** Whether the server ends the connection, with nothing more sent; fails when it does neither. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // reset: closed while bytes of ours were unread
        }
    }

    private RawResponse read(boolean bodyless) throws IOException {
        String statusLine = line();
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new IOException("not a status line: '" + statusLine + "'");
        }
        int status = Integer.parseInt(parts[1]);
        Map<String, List<String>> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).trim());
        }
        String body = bodyless || status < 200 ? "" : body(headers);
        return new RawResponse(parts[0], status, headers, body);
    }

    private String body(Map<String, List<String>> headers) throws IOException {
        byte[] bytes;
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            bytes = chunks();
        } else if (headers.containsKey("content-length")) {
            bytes = exactly(Integer.parseInt(headers.get("content-length").getFirst()));
        } else {
            bytes = in.readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.write(exactly(length));
            line();
        }
        while (!line().isEmpty()) {
            // Trailers say nothing that a test asks for.
        }
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes of body");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended in the head of a response, after '" + line + "'");
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
