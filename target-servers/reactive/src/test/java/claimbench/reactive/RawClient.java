package claimbench.reactive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends the bytes it is given, and reads bytes. */
final class RawClient implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MILLIS_MAX);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: target\r\n\r\n");
    }

    /** Reads until these bytes have come; the answer is all that was read. */
    String readUntil(String end) throws IOException {
        var text = new StringBuilder();
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("ended after: " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Reads until the server ends the connection. */
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Throws away as many bytes. */
    void skip(int bytes) throws IOException {
        if (in.readNBytes(bytes).length < bytes) {
            throw new IOException("ended");
        }
    }

    /** One answer with a length, its head included. */
    String readAnswer() throws IOException {
        String head = readUntil("\r\n\r\n");
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    int status() throws IOException {
        return Integer.parseInt(readAnswer().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Breaks the connection off, rather than ending it: nothing more is taken. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
