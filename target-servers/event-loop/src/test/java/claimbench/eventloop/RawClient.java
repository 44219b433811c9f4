package claimbench.eventloop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that sends the bytes it is given, and waits for those it expects; text stands for bytes by ISO 8859-1. */
final class RawClient implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;

    RawClient(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(READ_MILLIS_MAX);
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    /** A GET that asks for the connection to be closed, and all that comes. */
    String getAll(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                .readAll();
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Reads up to and with this text; fails where the connection ends before. */
    String readTo(String end) throws IOException {
        var read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        String text = "";
        while (!text.endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after: " + text);
            }
            read.write(next);
            text = read.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** Reads to the connection's end. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
