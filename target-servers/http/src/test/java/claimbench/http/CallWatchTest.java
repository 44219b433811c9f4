package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patience with an upstream, on a clock that stands still until it is moved. */
@Timeout(60)
class CallWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LESS = LIMIT.minusSeconds(2);
    private static final URI BASE = URI.create("http://127.0.0.1:8089");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String SILENT = BASE + "/a: no byte for 90 s";

    private final Deque<MemoryTransport> accepted = new ArrayDeque<>();
    private final HttpClient client = new HttpClient(address -> accepted.removeFirst(), BASE, LIMIT);
    private long nowNanos = -5; // a clock may start anywhere

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"})
    void upstreamThatFallsSilentFailsItsCall(String start) {
        MemoryTransport transport = start.isEmpty() ? accept(OK) : accept(start, OK);
        transport.beforeRead(() -> {
            if (transport.unread() == 1) {
                sweepEverySecond(LIMIT.plusSeconds(1));
            }
        });
        assertThatIOException().isThrownBy(() -> client.get("/a")).withMessage(SILENT);
        assertThat(transport.closed()).isTrue();
        assertThat(client.connections()).isZero();
    }

    @Test
    void postIsACallToo() {
        MemoryTransport transport = accept(OK);
        transport.beforeRead(() -> sweepEverySecond(LIMIT.plusSeconds(1)));
        assertThatIOException().isThrownBy(() -> client.post("/a")).withMessage(SILENT);
    }

    @Test
    void upstreamThatTakesNoRequestFailsItsCall() {
        MemoryTransport transport = accept(OK);
        transport.beforeWrite(() -> sweepEverySecond(LIMIT.plusSeconds(1)));
        assertThatIOException().isThrownBy(() -> client.get("/a")).withMessage(SILENT);
    }

    @Test
    void silentCallOnAKeptConnectionIsNotMadeAgain() throws IOException {
        MemoryTransport transport = accept(OK, OK);
        client.get("/a");
        transport.beforeRead(() -> sweepEverySecond(LIMIT.plusSeconds(1)));
        assertThatIOException().isThrownBy(() -> client.get("/a")).withMessage(SILENT);
    }

    @Test
    void streamThatFallsSilentFails() throws IOException {
        MemoryTransport transport =
                accept("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "0\r\n\r\n");
        try (ResponseStream stream = client.openStream("/a")) {
            assertThat(stream.read()).asString().isEqualTo("ok");
            transport.beforeRead(() -> sweepEverySecond(LIMIT.plusSeconds(1)));
            assertThatIOException().isThrownBy(stream::read).withMessage(SILENT);
        }
        assertThat(transport.closed()).isTrue();
        assertThat(client.connections()).isZero();
    }

    @Test
    void answerThatDripsInIsSlowButTaken() throws IOException {
        String[] drops = OK.split("(?<=.)(?=.)");
        accept(drops).beforeRead(() -> sweepEverySecond(LESS));
        assertThat(client.get("/a").body()).asString().isEqualTo("ok");
    }

    @Test
    void streamMayBeReadAsSlowlyAsOneLikes() throws IOException {
        accept("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "2\r\nko\r\n", "0\r\n\r\n");
        try (ResponseStream stream = client.openStream("/a")) {
            for (String part : List.of("ok", "ko")) {
                sweepEverySecond(Duration.ofHours(1));
                assertThat(stream.read()).asString().isEqualTo(part);
            }
        }
    }

    @Test
    void keptConnectionMayBeIdleForAsLongAsItLikes() throws IOException {
        accept(OK, OK);
        client.get("/a");
        sweepEverySecond(Duration.ofHours(1));
        assertThat(client.get("/a").status()).isEqualTo(200);
        assertThat(client.connections()).isOne();
        client.close();
        assertThat(client.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadIsFreedFromARealUpstreamThatIsSilent(boolean virtual) throws Exception {
        try (var listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var caller = new HttpClient(
                        ChannelTransport.CONNECTOR,
                        URI.create("http://127.0.0.1:" + listener.socket().getLocalPort()),
                        LIMIT);
                ExecutorService threads =
                        virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            Future<ClientResponse> call = threads.submit(() -> caller.get("/a"));
            try (SocketChannel upstream = listener.accept()) {
                while (!call.isDone()) {
                    nowNanos += Duration.ofSeconds(1).toNanos();
                    caller.sweep(nowNanos);
                }
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(call::get)
                        .withCauseInstanceOf(IOException.class)
                        .withMessageEndingWith("/a: no byte for 90 s");
                assertThat(upstream.isOpen()).isTrue();
            }
        }
    }

    @Test
    void sweepThatFailsKeepsNoOtherFromBeingMade() {
        var made = new AtomicBoolean();
        new Sweeps(
                        now -> {
                            throw new IllegalStateException("a look that fails");
                        },
                        now -> made.set(now == 7))
                .run(7);
        assertThat(made).isTrue();
    }

    private void sweepEverySecond(Duration duration) {
        for (long second = 0; second <= duration.toSeconds(); second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            client.sweep(nowNanos);
        }
    }

    private MemoryTransport accept(String... pieces) {
        var transport = new MemoryTransport(pieces);
        accepted.add(transport);
        return transport;
    }
}
