package claimbench.virtualthreads;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends literal requests, and reads a response's bytes. */
final class Client implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;

    Client(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_MILLIS_MAX);
    }

    static String get(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + String.join("", headers) + "\r\n";
    }

    static String post(String target, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    Client send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** All until the server closes the connection. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** All until this text has been read. */
    String readUntil(String end) throws IOException {
        var text = new StringBuilder();
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("the connection ended after '" + text + "'");
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Closes the connection. */
    void leave() throws IOException {
        socket.close();
    }

    /** Sends no more, and goes on reading. */
    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
