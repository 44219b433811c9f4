package claimbench.platformthreads;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An upstream that takes one call and answers it when told: until then the request behind it is surely in flight. */
final class HeldUpstream implements AutoCloseable {
    private static final String RESULT = "{\"call\":0,\"latencyMs\":0.0}";

    private final ServerSocket listener;

    HeldUpstream() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Returns when a call is there. */
    Socket awaitCall() throws IOException {
        return listener.accept();
    }

    static void answer(Socket call) throws IOException {
        call.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + RESULT.length() + "\r\n\r\n" + RESULT)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
