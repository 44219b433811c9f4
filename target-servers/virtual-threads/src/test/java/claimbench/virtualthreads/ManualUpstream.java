package claimbench.virtualthreads;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** An upstream whose every call the test answers by hand: until then, whoever made it surely waits. */
final class ManualUpstream implements AutoCloseable {
    private static final int MILLIS_MAX = 20_000;

    private final ServerSocket listener;

    ManualUpstream() throws IOException {
        listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(MILLIS_MAX);
    }

    String base() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The next call, on a connection that is new; returns when its head is there. */
    Call await() throws IOException {
        Socket socket = listener.accept();
        socket.setSoTimeout(MILLIS_MAX);
        var call = new Call(socket);
        call.readHead();
        return call;
    }

    /** A call, and its connection. */
    static final class Call implements AutoCloseable {
        private final Socket socket;
        private String head = "";

        private Call(Socket socket) {
            this.socket = socket;
        }

        private void readHead() throws IOException {
            var text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    throw new IOException("the call ended after '" + text + "'");
                }
                text.append((char) octet);
            }
            head = text.toString();
        }

        String requestLine() {
            return head.lines().findFirst().orElseThrow();
        }

        Call send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** Answers, and ends the connection, so that the next call comes on a new one. */
        void answer(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
        }

        /** A result of a call of the API. */
        void answerResult() throws IOException {
            answer(200, "{\"call\":0,\"latencyMs\":0.0}");
        }

        Call beginStream() throws IOException {
            return send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        Call part(String text) throws IOException {
            return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        Call endStream() throws IOException {
            return send("0\r\n\r\n");
        }

        /** Returns when whoever made the call has closed its connection. */
        void awaitLeft() throws IOException {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // Until the end.
                }
            } catch (SocketException e) {
                // Reset is as good.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
