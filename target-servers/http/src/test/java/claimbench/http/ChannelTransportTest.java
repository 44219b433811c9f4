package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watching a peer over a real socket, while its answer is made. */
@Timeout(60)
class ChannelTransportTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Socket peer = new Socket();
    private final ChannelTransport transport = accept();

    @AfterEach
    void close() throws IOException {
        peer.close();
        transport.close();
        threads.close();
    }

    @Test
    void workIsInterruptedWhenThePeerSendsItsEnd() throws Exception {
        Future<?> work = whileWatched(CountDownLatch::await);
        peer.shutdownOutput();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(work::get)
                .withCauseInstanceOf(PeerLeftException.class)
                .withRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void workIsInterruptedWhenThePeerResetsTheConnection() throws Exception {
        Future<?> work = whileWatched(CountDownLatch::await);
        peer.setSoLinger(true, 0);
        peer.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(work::get)
                .withCauseInstanceOf(PeerLeftException.class);
    }

    @Test
    void workForAPeerThatHasLeftBeforeIsInterruptedAtOnce() throws Exception {
        threads.submit(() -> {
                    transport.whilePeerStays(() -> {});
                    peer.shutdownOutput();
                    for (int again = 0; again < 2; again++) {
                        assertThatExceptionOfType(PeerLeftException.class)
                                .isThrownBy(() -> transport.whilePeerStays(() -> new CountDownLatch(1).await()));
                    }
                    assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                    return null;
                })
                .get();
    }

    @Test
    void noInterruptIsLeftBehindByAPeerThatLeavesAsItsWorkEnds() throws Exception {
        threads.submit(() -> {
                    var left = new CountDownLatch(1);
                    transport.whilePeerStays(() -> {
                        peer.shutdownOutput();
                        try {
                            left.await();
                        } catch (InterruptedException e) {
                            // It ends anyway, as work does that was nearly done.
                            Thread.currentThread().interrupt();
                        }
                    });
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    return null;
                })
                .get();
    }

    @Test
    void failureOfTheWorkIsItsOwnWhereThePeerStays() throws Exception {
        Future<?> work = whileWatched(latch -> {
            throw new IllegalStateException("broken");
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(work::get)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void bytesSentAheadAreNoLeavingAndAreReadAfterwards() throws Exception {
        threads.submit(() -> {
                    for (int round = 0; round < 100; round++) {
                        String ahead = "request " + round;
                        transport.whilePeerStays(() -> send(ahead));
                        String behind = "; behind " + round;
                        send(behind);
                        assertThat(read(ahead.length() + behind.length())).isEqualTo(ahead + behind);
                    }
                    return null;
                })
                .get();
    }

    @Test
    void peerThatSendsMoreThanIsKeptLosesNothing() throws Exception {
        String much = "0123456789".repeat(3 * ReadAhead.BYTES_MAX / 10);
        threads.submit(() -> {
                    transport.whilePeerStays(() -> send(much));
                    assertThat(read(much.length())).isEqualTo(much);
                    return null;
                })
                .get();
    }

    @Test
    void closingTheTransportEndsAReadThatWaitsForWhatWasReadAhead() throws Exception {
        var reading = new CountDownLatch(1);
        Future<Integer> read = threads.submit(() -> {
            transport.whilePeerStays(() -> {});
            reading.countDown();
            return transport.read(ByteBuffer.allocate(1));
        });
        reading.await();
        transport.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(read::get)
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void connectionIsQuietUntilThePeerSaysOrEndsSomething() throws Exception {
        assertThat(transport.isQuiet()).isTrue();
        assertThat(transport.isQuiet()).as("asking changes nothing").isTrue();
        peer.shutdownOutput();
        // The end of a loopback connection is there when the call returns; a read would see the same.
        assertThat(transport.isQuiet()).isFalse();
        transport.close();
        assertThat(transport.isQuiet()).isFalse();
    }

    private interface Waiting {
        void on(CountDownLatch latch) throws Exception;
    }

    /** Work that has begun when this returns, and waits for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peerThatTakesNoConnectionIsGivenUp(boolean virtual) throws Exception {
        try (var full = new FullListener();
                var caller = new HttpClient(ChannelTransport.connector(Duration.ofMillis(500)), full.base());
                ExecutorService caring =
                        virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> caring.submit(() -> caller.get("/a")).get())
                    .satisfies(e -> assertThat(e.getCause())
                            .as("no interruption")
                            .isInstanceOf(IOException.class)
                            .isNotInstanceOf(InterruptedIOException.class))
                    .withMessageEndingWith("/a: no connection within 500 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadThatIsInterruptedWaitsForNoConnection(boolean virtual) throws Exception {
        try (var full = new FullListener();
                var caller = new HttpClient(ChannelTransport.CONNECTOR, full.base());
                ExecutorService caring =
                        virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            var thread = new CompletableFuture<Thread>();
            Future<ClientResponse> call = caring.submit(() -> {
                thread.complete(Thread.currentThread());
                return caller.get("/a");
            });
            // Before the call has begun to wait or after: to the call it is the same.
            thread.get().interrupt();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(call::get)
                    .withCauseInstanceOf(InterruptedIOException.class);
        }
    }

    private Future<?> whileWatched(Waiting work) throws InterruptedException {
        var begun = new CountDownLatch(1);
        Future<?> future = threads.submit(() -> {
            transport.whilePeerStays(() -> {
                begun.countDown();
                work.on(new CountDownLatch(1));
            });
            return null;
        });
        begun.await();
        return future;
    }

    private void send(String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            assertThat(transport.read(bytes)).isPositive();
        }
        return new String(bytes.array(), StandardCharsets.US_ASCII);
    }

    private ChannelTransport accept() {
        try (var listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            peer.connect(listener.getLocalAddress());
            SocketChannel channel = listener.accept();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelTransport(channel);
        } catch (IOException e) {
            throw new AssertionError("no connection", e);
        }
    }
}
