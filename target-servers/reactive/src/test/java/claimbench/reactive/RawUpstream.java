package claimbench.reactive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An upstream whose bytes a test writes itself. Thread-safe. */
final class RawUpstream implements AutoCloseable {

    /** What is done with a call. It may throw; its connection is closed then, and when it returns false. */
    @FunctionalInterface
    interface Script {
        boolean serve(String target, Socket client) throws Exception;
    }

    private final ServerSocket listener = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    private final AtomicReference<Script> script;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    RawUpstream(Script script) throws IOException {
        this.script = new AtomicReference<>(script);
        Thread.ofVirtual().start(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    void will(Script next) {
        script.set(next);
    }

    /** Targets of the calls so far. */
    List<String> received() {
        return received;
    }

    /** Connections so far. */
    int accepted() {
        return sockets.size();
    }

    /** Connections that neither side has closed, as far as is known here. */
    int open() {
        return open.get();
    }

    /** Returns when the other side has closed the connection, whose bytes are thrown away. */
    static void awaitEnd(Socket client) throws IOException {
        var _ = client.getInputStream().readAllBytes();
    }

    static void write(Socket client, String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head of an answer in chunks. */
    static void writeStreamHead(Socket client) throws IOException {
        write(client, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    static void writeChunk(Socket client, String part) throws IOException {
        write(client, Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
    }

    static void writeWhole(Socket client, int status, String body) throws IOException {
        write(client, "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String target = line.split(" ", 3)[1];
                while (!line.isEmpty()) {
                    line = in.readLine();
                }
                received.add(target);
                if (!script.get().serve(target, socket)) {
                    return;
                }
            }
        } catch (Exception e) {
            // the test sees what comes of it at the target
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
