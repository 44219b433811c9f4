package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets, for real: servers and clients on one loop, and blocking peers on other threads. */
@Timeout(60)
class SocketTest {
    private static final int CONNECTIONS = 500;

    /** What a test does with a server that listens. */
    @FunctionalInterface
    private interface Client {
        void run(InetSocketAddress address, LoopServer server) throws Exception;
    }

    /** Runs a server and a client of it on one loop. */
    private static void withServer(LoopServer.Connection connection, Client client) throws Exception {
        Asyncio.run(async(() -> {
            EventLoop loop = EventLoop.running();
            try (ListeningSocket listening = listen()) {
                var server = new LoopServer(loop, listening, connection);
                Task<Void> serving = createTask(server.serve());
                client.run(listening.localAddress(), server);
                server.close();
                await(serving);
            }
        }));
    }

    private static ListeningSocket listen() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS);
        return new ListeningSocket(EventLoop.running(), channel);
    }

    private static void echo(LoopSocket socket) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (socket.read(buffer) >= 0) {
            socket.write(buffer.flip());
            buffer.clear();
        }
    }

    private static void send(LoopSocket socket, String text) throws IOException {
        socket.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** As many bytes as are asked for; fewer where the stream ends. */
    private static String receive(LoopSocket socket, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                break;
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }

    @Test
    void manyConnectionsAreEchoedAtOnceOnOneThread() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            List<Coroutine<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                clients.add(async(() -> {
                    try (LoopSocket socket = LoopSocket.connect(address)) {
                        for (int round = 0; round < 20; round++) {
                            String text = "client " + number + " round " + round;
                            send(socket, text);
                            assertThat(receive(socket, text.length())).isEqualTo(text);
                        }
                    }
                    return number;
                }));
            }
            assertThat(await(gather(clients))).hasSize(CONNECTIONS).isSorted();
            assertThat(await(server.drain(Duration.ofSeconds(30)))).isZero();
            assertThat(server.connections()).isZero();
        });
    }

    @Test
    void halfClosedConnectionIsAnsweredToItsEnd() throws Exception {
        LoopServer.Connection countsToTheEnd = socket -> {
            int count = receive(socket, 100_000).length();
            send(socket, "bytes: " + count);
        };
        withServer(countsToTheEnd, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                send(socket, "x".repeat(70_000));
                socket.shutdownOutput();
                assertThat(receive(socket, 100)).isEqualTo("bytes: 70000");
            }
        });
    }

    @Test
    void writerWaitsForASlowReaderWhileOthersGoOn() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(1).nextBytes(bytes);
        LoopServer.Connection sends = socket -> {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            socket.write(
                    all.slice(0, 5), ByteBuffer.allocate(0), all.slice(5, 9_000_000), all.slice(9_000_005, 10_999_995));
        };
        withServer(sends, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                // The writer fills the system's buffers and waits: this task still has its turns.
                for (int turn = 0; turn < 100; turn++) {
                    await(sleep(Duration.ZERO));
                }
                assertThat(server.connections()).isEqualTo(1);
                ByteBuffer received = ByteBuffer.allocate(bytes.length + 1);
                ByteBuffer part = ByteBuffer.allocate(64 * 1024);
                while (socket.read(part) >= 0) {
                    received.put(part.flip());
                    part.clear();
                    await(sleep(Duration.ZERO));
                }
                assertThat(received.flip()).isEqualTo(ByteBuffer.wrap(bytes));
            }
        });
    }

    @Test
    void blockingPeerOnAnotherThreadIsServed() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            String answer = await(toThread(() -> {
                try (var socket = new Socket(address.getAddress(), address.getPort())) {
                    for (byte each : "split at every byte".getBytes(StandardCharsets.US_ASCII)) {
                        socket.getOutputStream().write(each);
                        socket.getOutputStream().flush();
                    }
                    socket.shutdownOutput();
                    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                }
            }));
            assertThat(answer).isEqualTo("split at every byte");
        });
    }

    @Test
    void oneTaskMayReadWhileAnotherWrites() throws Exception {
        int count = 5_000_000;
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                Task<Integer> reader =
                        createTask(async(() -> receive(socket, count).length()));
                send(socket, "y".repeat(count));
                assertThat(await(reader)).isEqualTo(count);
            }
        });
    }

    @Test
    void peerThatFloodsDoesNotKeepTheLoopToItself() throws Exception {
        LoopServer.Connection readsSmall = socket -> {
            ByteBuffer small = ByteBuffer.allocate(1);
            while (socket.read(small) >= 0) {
                small.clear();
            }
        };
        withServer(readsSmall, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                send(socket, "z".repeat(100_000));
                int turns = 0;
                while (server.connections() == 0) {
                    await(sleep(Duration.ZERO));
                }
                socket.shutdownOutput();
                while (server.connections() > 0) {
                    await(sleep(Duration.ZERO));
                    turns++;
                }
                assertThat(turns).as("turns of this task among 100,000 reads").isGreaterThan(1_000);
            }
        });
    }

    @Test
    void awaitReadableWaitsWithoutABuffer() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                Task<String> reader = createTask(async(() -> {
                    socket.awaitReadable();
                    return receive(socket, 5);
                }));
                await(sleep(Duration.ZERO));
                assertThat(reader.isDone()).isFalse();
                send(socket, "hello");
                assertThat(await(reader)).isEqualTo("hello");
            }
        });
    }

    @Test
    void closingASocketEndsAWaitForIt() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            LoopSocket socket = LoopSocket.connect(address);
            Task<String> reader = createTask(async(() -> receive(socket, 1)));
            await(sleep(Duration.ZERO));
            socket.close();
            socket.close();
            assertThatExceptionOfType(AsynchronousCloseException.class).isThrownBy(() -> await(reader));
            assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> receive(socket, 1));
        });
    }

    @Test
    void waitingOnASocketThatIsClosedFails() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            LoopSocket socket = LoopSocket.connect(address);
            socket.write(ByteBuffer.wrap(new byte[] {'a'}));
            assertThat(socket.read(ByteBuffer.allocate(2))).isEqualTo(1);
            socket.close();
            assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(socket::awaitReadable);
        });
    }

    @Test
    void anotherThreadMayCloseASocket() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            LoopSocket socket = LoopSocket.connect(address);
            Task<String> reader = createTask(async(() -> receive(socket, 1)));
            await(toThread(() -> {
                socket.close();
                return true;
            }));
            assertThatExceptionOfType(AsynchronousCloseException.class).isThrownBy(() -> await(reader));
        });
    }

    @Test
    void cancellingAReadLeavesTheSocketUsable() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                Task<String> reader = createTask(async(() -> receive(socket, 5)));
                await(sleep(Duration.ZERO));
                reader.cancel();
                assertThatExceptionOfType(CancelledError.class).isThrownBy(() -> await(reader));
                send(socket, "again");
                assertThat(receive(socket, 5)).isEqualTo("again");
            }
        });
    }

    @Test
    void secondReaderIsRefused() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                Task<String> reader = createTask(async(() -> receive(socket, 5)));
                await(sleep(Duration.ZERO));
                assertThatIllegalStateException()
                        .isThrownBy(() -> receive(socket, 5))
                        .withMessageContaining("one reader and one writer at a time");
                send(socket, "first");
                assertThat(await(reader)).isEqualTo("first");
            }
        });
    }

    @Test
    void readIntoAFullBufferIsRefused() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                assertThatIllegalArgumentException().isThrownBy(() -> socket.read(ByteBuffer.allocate(0)));
            }
        });
    }

    @Test
    void refusedConnectionIsAnException() throws Exception {
        Asyncio.run(async(() -> {
            InetSocketAddress address;
            try (ListeningSocket listening = listen()) {
                address = listening.localAddress();
            }
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> LoopSocket.connect(address));
        }));
    }

    @Test
    void failingConnectionDisturbsNoOther() throws Exception {
        LoopServer.Connection failsOrEchoes = socket -> {
            String first = receive(socket, 1);
            if (first.equals("!")) {
                throw new IllegalArgumentException("meant by a test");
            }
            send(socket, first);
        };
        withServer(failsOrEchoes, (address, server) -> {
            try (LoopSocket bad = LoopSocket.connect(address);
                    LoopSocket good = LoopSocket.connect(address)) {
                send(bad, "!");
                assertThat(receive(bad, 1)).as("closed").isEmpty();
                send(good, "g");
                assertThat(receive(good, 1)).isEqualTo("g");
            }
        });
    }

    @Test
    void connectionsThatDoNotEndInTimeAreCutOff() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                send(socket, "a");
                receive(socket, 1);
                assertThat(await(server.drain(Duration.ofMillis(1)))).isEqualTo(1);
                assertThat(receive(socket, 1)).as("closed").isEmpty();
            }
        });
    }

    @Test
    void loopThatClosesWithOpenSocketsClosesThem() throws Exception {
        var sockets = new ArrayList<LoopSocket>();
        withServer(SocketTest::echo, (address, server) -> {
            LoopSocket socket = LoopSocket.connect(address);
            sockets.add(socket);
            send(socket, "a");
            receive(socket, 1);
        });
        assertThat(sockets).hasSize(1).noneMatch(LoopSocket::isOpen);
    }

    @Test
    void socketOfAnotherLoopIsRefused() throws Exception {
        withServer(SocketTest::echo, (address, server) -> {
            try (LoopSocket socket = LoopSocket.connect(address)) {
                // Another loop, on a thread of its own.
                String refusal = await(toThread(() -> Asyncio.run(async(() -> {
                    try {
                        return receive(socket, 1);
                    } catch (IllegalStateException e) {
                        return e.getMessage();
                    }
                }))));
                assertThat(refusal).startsWith("this socket belongs to another loop");
            }
        });
    }

    @Test
    void loopSleepsWhileItsConnectionsAreIdle() throws Exception {
        var sleeps = new AtomicInteger();
        LoopClock counting = new LoopClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long pass(long nanos) {
                sleeps.incrementAndGet();
                return nanos;
            }
        };
        try (var peer = ServerSocketChannel.open();
                var loop = new EventLoop(counting)) {
            peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            loop.run(async(() -> {
                try (LoopSocket client = LoopSocket.connect((InetSocketAddress) peer.getLocalAddress())) {
                    Task<Integer> reading = createTask(toThread(() -> countBytes(peer)));
                    await(sleep(Duration.ofMillis(20)));
                    int beforeConnected = sleeps.get();
                    await(sleep(Duration.ofMillis(200)));
                    assertThat(sleeps.get() - beforeConnected)
                            .as("how often the loop went to sleep, with nothing to do, after connecting")
                            .isLessThan(20);

                    // More than the socket's buffers take, so that it has to wait.
                    client.write(ByteBuffer.allocate(8 * 1024 * 1024));
                    int beforeWritten = sleeps.get();
                    await(sleep(Duration.ofMillis(200)));
                    assertThat(sleeps.get() - beforeWritten)
                            .as("how often the loop went to sleep, with nothing to do, after writing")
                            .isLessThan(20);
                    client.shutdownOutput();
                    assertThat(await(reading)).isEqualTo(8 * 1024 * 1024);
                }
                return 0;
            }));
        }
    }

    private static int countBytes(ServerSocketChannel server) throws IOException {
        try (SocketChannel channel = server.accept()) {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            int bytes = 0;
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
                bytes += count;
            }
            return bytes;
        }
    }
}
