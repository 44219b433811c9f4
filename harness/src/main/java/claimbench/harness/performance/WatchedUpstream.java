package claimbench.harness.performance;

import claimbench.contract.TokensRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that never comes to an end, and knows when each call was given up: a call for tokens gets the first one and then
 * nothing, any other gets nothing. It is in this process, so that its clock is that of the client that leaves. Thread-safe.
 */
final class WatchedUpstream implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int LINE_BYTES_MAX = 16_384;

    /** A call, from its request on. */
    static final class Call {
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long endNanos;

        private void end() {
            endNanos = System.nanoTime();
            ended.countDown();
        }

        /** When its connection was seen closed; null where it was not within the bound. */
        @Nullable
        Long awaitEnd(long boundNanos) throws InterruptedException {
            return ended.await(boundNanos, TimeUnit.NANOSECONDS) ? endNanos : null;
        }
    }

    private final ServerSocket listener;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    WatchedUpstream() throws IOException {
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        Thread.ofVirtual().name("upstream").start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The next call; null where none comes within the bound. */
    @Nullable
    Call next(long boundNanos) throws InterruptedException {
        return calls.poll(boundNanos, TimeUnit.NANOSECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("upstream-call").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: nobody is served any more.
        }
    }

    private void serve(Socket socket) {
        @Nullable Call call = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            String requestLine = line(in);
            if (requestLine.isEmpty()) {
                return;
            }
            while (!line(in).isEmpty()) {
                // The rest of the head.
            }
            if (requestLine.contains(TokensRequest.PATH)) {
                sendFirstToken(socket.getOutputStream());
            }
            call = new Call();
            calls.add(call);
            // The caller has nothing more to say: what comes now is the end.
            in.read();
        } catch (IOException e) {
            // A reset is an end, too.
        } finally {
            if (call != null) {
                call.end();
            }
            open.remove(socket);
        }
    }

    private static void sendFirstToken(OutputStream out) throws IOException {
        byte[] event = TokensRequest.event(0);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + TokensRequest.CONTENT_TYPE
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(event.length) + "\r\n"
                + new String(event, StandardCharsets.US_ASCII) + "\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without its end; empty, too, where nothing is left. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
            if (line.length() > LINE_BYTES_MAX) {
                throw new IOException("a line has no end");
            }
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Ends the calls that are still under way, and takes no more. */
    void hangUp() {
        closeQuietly(listener);
        open.forEach(WatchedUpstream::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
