package claimbench.eventloop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An upstream of which a test has the sockets in its own hands. Thread-safe. */
final class SocketUpstream implements AutoCloseable {
    /** Of a stream of tokens. */
    static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static final long WAIT_SECONDS_MAX = 20;

    /**
     * A call that the upstream has received.
     *
     * @param line its first, such as {@code GET /tokens?… HTTP/1.1}
     */
    record Call(String line, Socket socket) {
        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void answer(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
        }

        void chunk(String part) throws IOException {
            send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
        }

        void lastChunk() throws IOException {
            send("0\r\n\r\n");
        }

        /** Returns when the caller has closed the connection. */
        void awaitCallerGone() throws IOException {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WAIT_SECONDS_MAX));
            int next;
            try {
                next = socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the caller is still there", e);
            } catch (IOException e) {
                return; // reset
            }
            if (next >= 0) {
                throw new AssertionError("the caller has sent something instead");
            }
        }
    }

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

    SocketUpstream() throws IOException {
        threads.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    sockets.add(socket);
                    threads.execute(() -> readHead(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    /** One call a connection: what comes behind it is the test's to read. */
    private void readHead(Socket socket) {
        try {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = reader.readLine();
            String line = first;
            while (line != null && !line.isEmpty()) {
                line = reader.readLine();
            }
            if (line != null) {
                calls.add(new Call(first, socket));
            }
        } catch (IOException e) {
            // The caller has gone again.
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The next call, waiting for it. */
    Call call() throws InterruptedException {
        Call call = calls.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call has come");
        }
        return call;
    }

    /** How many calls nobody has asked for. */
    int callsLeft() {
        return calls.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.close();
    }
}
