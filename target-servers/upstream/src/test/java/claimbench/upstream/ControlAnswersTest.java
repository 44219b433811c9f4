package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What sets the upstream happens on a thread of its own. Every such request is answered all the same, on connections that stay open: an
 * answer that is sent while the connection's loop still reads its request is lost about once in a thousand, and its client waits for good.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ControlAnswersTest {
    /** So many that what is lost once in a thousand is lost here; the nightly build sends ten times as many. */
    private static final int REQUESTS = Integer.getInteger("claimbench.upstream.controls", 4_000);

    private static final int CONNECTIONS = 8;
    private static final int SILENCE_MS = 5_000;
    private static final byte[] BEGIN = "POST /faults?kind=status-500 HTTP/1.1\r\nHost: u\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "DELETE /faults HTTP/1.1\r\nHost: u\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void everyRequestThatSetsTheUpstreamIsAnswered() throws Exception {
        try (var server = UpstreamServer.start("127.0.0.1", 0);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> unanswered = new ArrayList<>();
            for (int client = 0; client < CONNECTIONS; client++) {
                Callable<Integer> sending = () -> unanswered(server.port(), REQUESTS / CONNECTIONS);
                unanswered.add(clients.submit(sending));
            }
            int sum = 0;
            for (Future<Integer> one : unanswered) {
                sum += one.get();
            }
            assertThat(sum).as("of %,d requests had no answer", REQUESTS).isZero();
        }
    }

    /** How many of so many requests, one after another on one connection, had no answer; after each of them a new connection. */
    private static int unanswered(int port, int requests) throws IOException {
        int unanswered = 0;
        int sent = 0;
        while (sent < requests) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(SILENCE_MS);
                while (sent < requests) {
                    socket.getOutputStream().write(sent++ % 2 == 0 ? BEGIN : END);
                    readAnswer(socket);
                }
            } catch (SocketTimeoutException e) {
                unanswered++;
            }
        }
        return unanswered;
    }

    /** All of these answers end in the brace of a flat object, and have no other. */
    private static void readAnswer(Socket socket) throws IOException {
        int next;
        do {
            next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection was closed without an answer");
            }
        } while (next != '}');
    }
}
