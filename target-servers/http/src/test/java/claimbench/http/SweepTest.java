package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Patience with clients, on a clock that stands still until it is moved. */
class SweepTest {
    private static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(20));
    private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

    private final Connections connections = new Connections(LIMITS);
    private final List<String> handled = new ArrayList<>();
    private long nowNanos = -5; // a clock may start anywhere

    @Test
    void headThatTakesTooLongIsAnsweredWith408() throws IOException {
        var transport = new MemoryTransport("GET /a HT", "TP/1.1\r\nHost: h\r\n\r\n");
        var reads = new ArrayList<>(List.of(Duration.ZERO, LIMITS.head().plusSeconds(1), Duration.ZERO));
        serve(transport.beforeRead(() -> sweepEverySecond(reads.removeFirst())));
        assertRefused(transport, "the head took too long to come");
    }

    @Test
    void headThatDripsInIsOneHead() throws IOException {
        var transport = new MemoryTransport("GET /a HTTP/1.1\r\n");
        transport.beforeRead(() -> {
            pass(Duration.ofSeconds(1));
            transport.send("X: y\r\n");
        });
        serve(transport);
        assertRefused(transport, "the head took too long to come");
        assertThat(Duration.ofNanos(nowNanos))
                .isBetween(LIMITS.head(), LIMITS.head().plusSeconds(3));
    }

    @Test
    void bodyHasItsOwnTime() throws IOException {
        var transport = new MemoryTransport("POST /a HTTP/1.1\r\nHost: h\r\n", "Content-Length: 3\r\n\r\n", "ab", "c");
        var times = new ArrayList<>(List.of(
                Duration.ZERO, // the first byte
                LIMITS.head().minusSeconds(2), // the rest of the head
                LIMITS.body().minusSeconds(2), // two bytes
                Duration.ofSeconds(5)));
        serve(transport.beforeRead(() -> sweepEverySecond(times.isEmpty() ? Duration.ZERO : times.removeFirst())));
        assertRefused(transport, "the body took too long to come");
    }

    @Test
    void idleConnectionIsClosedWithoutAWord() throws IOException {
        var transport = new MemoryTransport(GET, GET);
        var reads = new ArrayList<>(List.of(Duration.ZERO, LIMITS.idle().plusSeconds(1)));
        assertThatIOException()
                .isThrownBy(() -> serve(transport.beforeRead(() -> sweepEverySecond(reads.removeFirst()))));
        assertThat(handled).hasSize(1);
        assertThat(transport.written()).containsOnlyOnce("HTTP/1.1").startsWith("HTTP/1.1 200 ");
        assertThat(transport.closed()).isTrue();
        assertThat(connections.count()).isZero();
    }

    @Test
    void connectionThatIsUsedNowAndThenIsNotIdle() throws IOException {
        var transport = new MemoryTransport(GET, GET, GET);
        serve(transport.beforeRead(() -> sweepEverySecond(LIMITS.idle().minusSeconds(2))));
        assertThat(handled).hasSize(3);
    }

    @Test
    void refusedClientIsNotWaitedForForLong() throws IOException {
        var transport = new MemoryTransport("GARBAGE\r\n\r\n", "more", "and more");
        assertThatIOException()
                .isThrownBy(() -> serve(transport.beforeRead(() -> {
                    if (transport.outputClosed()) {
                        sweepEverySecond(LIMITS.head().plusSeconds(1));
                    }
                })));
        assertThat(transport.written()).startsWith("HTTP/1.1 400 ");
        assertThat(transport.unread()).isEqualTo(2);
    }

    @Test
    void handlerMayTakeAsLongAsItLikes() throws IOException {
        var transport = new MemoryTransport(GET);
        var connection = new HttpConnection(
                transport,
                request -> {
                    sweepEverySecond(Duration.ofHours(1));
                    return new Reply.Whole(Answer.PLAINTEXT);
                },
                HttpLimits.DEFAULT);
        connections.add(connection);
        connection.serve();
        assertThat(transport.written()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void requestThatWaitsForAThreadIsNotLate() throws IOException {
        var transport = new MemoryTransport(GET);
        var connection = connection(transport);
        connections.add(connection);
        assertThat(connection.claim()).isTrue();
        sweepEverySecond(Duration.ofHours(1));
        assertThat(connection.serveAvailable()).isTrue();
        assertThat(transport.written()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void clientThatTakesNothingIsCutOff() {
        var transport = new MemoryTransport(GET);
        assertThatIOException()
                .isThrownBy(() -> serve(transport.beforeWrite(
                        () -> sweepEverySecond(LIMITS.write().plusSeconds(1)))));
        assertThat(transport.closed()).isTrue();
        assertThat(transport.written()).isEmpty();
    }

    @Test
    void clientThatTakesPartAfterPartIsSlowButServed() throws IOException {
        var transport = new MemoryTransport(GET);
        transport.beforeWrite(() -> sweepEverySecond(LIMITS.write().minusSeconds(2)));
        var connection = new HttpConnection(
                transport,
                request -> new Reply.Streamed("text/plain", client -> {
                    for (int part = 0; part < 10; part++) {
                        client.send(new byte[] {'x'});
                    }
                }),
                HttpLimits.DEFAULT);
        connections.add(connection);
        connection.serve();
        assertThat(transport.written()).endsWith("0\r\n\r\n");
    }

    @Test
    @Timeout(60)
    void slowHeadOfARealClientIsAnsweredWith408() throws Exception {
        try (var listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = new Socket(
                        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var connection = connection(new ChannelTransport(listener.accept()));
            connections.add(connection);
            Future<?> served = threads.submit(() -> {
                connection.serve();
                return null;
            });
            client.getOutputStream().write("GET /a HT".getBytes(StandardCharsets.US_ASCII));
            // The clock runs until the connection has seen the first bytes, and then for as long as it is given.
            while (!connection.moment().waiting().equals(HttpConnection.Waiting.FOR_A_HEAD)) {
                Thread.onSpinWait();
            }
            sweepEverySecond(LIMITS.head().plusSeconds(1));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .contains("application/problem+json")
                    .endsWith("}");
            served.get();
        }
    }

    private void sweepEverySecond(Duration duration) {
        for (long second = 0; second <= duration.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
        }
    }

    private void pass(Duration duration) {
        nowNanos += duration.toNanos();
        connections.sweep(nowNanos);
    }

    private void serve(MemoryTransport transport) throws IOException {
        var connection = connection(transport);
        connections.add(connection);
        connection.serve();
    }

    private HttpConnection connection(Transport transport) {
        return new HttpConnection(
                transport,
                request -> {
                    handled.add(request.path());
                    return new Reply.Whole(Answer.PLAINTEXT);
                },
                HttpLimits.DEFAULT);
    }

    private void assertRefused(MemoryTransport transport, String detail) {
        assertThat(handled).isEmpty();
        assertThat(transport.written())
                .startsWith("HTTP/1.1 408 Request Timeout\r\nContent-Type: " + Problem.CONTENT_TYPE)
                .contains("Connection: close\r\n")
                .contains(detail);
        assertThat(transport.closed()).isTrue();
    }
}
