package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.http.Connections;
import claimbench.http.FullListener;
import claimbench.http.HttpClient;
import claimbench.http.HttpConnection;
import claimbench.http.PeerLeftException;
import claimbench.http.TimeLimits;
import claimbench.loop.CancelledError;
import claimbench.loop.LoopSocket;
import claimbench.loop.Task;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watching a peer, and patience with it, on a loop and over real sockets. */
@Timeout(60)
class LoopTransportTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    /** A test's program: the transport is the loop's end of a connection, the peer is the other. */
    private interface Program {
        void run(LoopTransport transport, Socket peer) throws Exception;
    }

    @Test
    void workIsCancelledWhenThePeerSendsItsEnd() throws Exception {
        onLoop((transport, peer) -> {
            peer.shutdownOutput();
            assertThatExceptionOfType(PeerLeftException.class)
                    .isThrownBy(() -> transport.whilePeerStays(() -> await(sleep(FOR_EVER))))
                    .withCauseInstanceOf(CancelledError.class);
            // Nothing is left of the cancellation.
            await(sleep(Duration.ofMillis(1)));
            assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        });
    }

    @Test
    void peerOfAResetConnectionSeesAFailureRatherThanTheEnd() throws Exception {
        onLoop((transport, peer) -> {
            peer.getOutputStream().write('x');
            transport.read(ByteBuffer.allocate(1));
            transport.reset();
            await(sleep(Duration.ofMillis(1))); // the selector lets go of the socket
            peer.setSoTimeout(10_000);
            assertThatIOException()
                    .isThrownBy(() -> peer.getInputStream().read())
                    .withMessageContaining("reset");
        });
    }

    @Test
    void callOfAnUpstreamThatIsSilentIsGivenUp() throws Exception {
        Duration limit = Duration.ofSeconds(90);
        try (var upstream = new SocketUpstream();
                var client = new HttpClient(LoopTransport::connect, upstream.base(), limit)) {
            run(
                    async(() -> {
                        Task<?> call = createTask(async(() -> assertThatIOException()
                                .isThrownBy(() -> client.get("/a"))
                                .withMessage(upstream.base() + "/a: no byte for 90 s")));
                        long nowNanos = 0;
                        while (!call.isDone()) {
                            await(sleep(Duration.ofMillis(1)));
                            nowNanos += Duration.ofSeconds(1).toNanos();
                            client.sweep(nowNanos);
                        }
                        await(call);
                    }),
                    true);
        }
    }

    @Test
    void upstreamThatTakesNoConnectionIsGivenUp() throws Exception {
        Duration limit = Duration.ofMillis(500);
        try (var full = new FullListener();
                var client = new HttpClient(address -> LoopTransport.connect(address, limit), full.base())) {
            run(
                    async(() -> assertThatIOException()
                            .isThrownBy(() -> client.get("/a"))
                            .withMessage(full.base() + "/a: no connection within 500 ms")),
                    true);
        }
    }

    @Test
    void callThatIsCancelledWaitsForNoConnection() throws Exception {
        try (var full = new FullListener();
                var client = new HttpClient(LoopTransport::connect, full.base())) {
            run(
                    async(() -> {
                        Task<?> call = createTask(async(() -> client.get("/a")));
                        await(sleep(Duration.ofMillis(1)));
                        call.cancel();
                        assertThatThrownBy(() -> await(call)).isInstanceOf(CancelledError.class);
                    }),
                    true);
        }
    }

    @Test
    void workIsCancelledWhenThePeerResetsTheConnection() throws Exception {
        onLoop((transport, peer) -> {
            peer.setSoLinger(true, 0);
            peer.close();
            assertThatExceptionOfType(PeerLeftException.class)
                    .isThrownBy(() -> transport.whilePeerStays(() -> await(sleep(FOR_EVER))));
        });
    }

    @Test
    void somebodyElsesCancellationGoesOn() throws Exception {
        onLoop((transport, peer) -> {
            Task<Void> task = createTask(async(() -> transport.whilePeerStays(() -> await(sleep(FOR_EVER)))));
            await(sleep(Duration.ofMillis(1)));
            task.cancel();
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class);
            assertThat(task.isCancelled()).isTrue();
        });
    }

    @Test
    void failureOfTheWorkIsItsOwnWhereThePeerStays() throws Exception {
        onLoop((transport, peer) -> assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> transport.whilePeerStays(() -> {
                    throw new IOException("upstream gone");
                }))
                .withMessage("upstream gone"));
    }

    @Test
    void bytesSentAheadAreReadAfterwards() throws Exception {
        onLoop((transport, peer) -> {
            for (int round = 0; round < 20; round++) {
                String ahead = "request " + round + " ".repeat(round * 100);
                transport.whilePeerStays(() -> {
                    send(peer, ahead);
                    await(sleep(Duration.ofMillis(2)));
                });
                send(peer, "!");
                assertThat(read(transport, ahead.length() + 1)).isEqualTo(ahead + "!");
            }
        });
    }

    @Test
    void peerThatSendsMoreThanIsKeptLosesNothing() throws Exception {
        String much = "0123456789".repeat(5_000);
        onLoop((transport, peer) -> {
            transport.whilePeerStays(() -> {
                send(peer, much);
                await(sleep(Duration.ofMillis(20)));
            });
            assertThat(read(transport, much.length())).isEqualTo(much);
        });
    }

    @Test
    void connectionIsQuietUntilThePeerSaysSomething() throws Exception {
        onLoop((transport, peer) -> {
            assertThat(transport.isQuiet()).isTrue();
            send(peer, "!");
            assertThat(transport.isQuiet()).isFalse();
        });
    }

    @Test
    void slowHeadIsAnsweredWith408() throws Exception {
        var limits = new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), FOR_EVER);
        onLoop((transport, peer) -> {
            var connections = new Connections(limits);
            var connection =
                    new HttpConnection(transport, request -> new Reply.Whole(Answer.PLAINTEXT), HttpLimits.DEFAULT);
            connections.add(connection);
            send(peer, "GET /plaintext HT");
            Task<Void> serving = createTask(async(connection::serve));
            // The clock of the sweeps is moved by hand; the loop's own is not waited for.
            for (long second = 0; !serving.isDone(); second++) {
                connections.sweep(TimeUnit.SECONDS.toNanos(second));
                await(sleep(Duration.ofMillis(1)));
            }
            assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .contains("application/problem+json");
        });
    }

    private static void onLoop(Program program) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run(
                    async(() -> {
                        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                        var transport = new LoopTransport(LoopSocket.connect(address));
                        try (transport;
                                Socket peer = listener.accept()) {
                            program.run(transport, peer);
                        }
                    }),
                    true);
        }
    }

    private static void send(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(LoopTransport transport, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            assertThat(transport.read(bytes)).isPositive();
        }
        return new String(bytes.array(), StandardCharsets.US_ASCII);
    }
}
