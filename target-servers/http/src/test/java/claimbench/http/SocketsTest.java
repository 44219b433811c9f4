package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Answer;
import claimbench.contract.ClientRequest;
import claimbench.contract.HttpLimits;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server's and client's side over real sockets, with a virtual thread for each connection. */
@Timeout(60)
class SocketsTest {
    private static final String LONG = "0123456789".repeat(1_000_000);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Connections connections = new Connections();
    private ServerSocketChannel listener = listen();

    @BeforeEach
    void serve() {
        threads.execute(() -> {
            while (listener.isOpen()) {
                try {
                    var transport = new ChannelTransport(listener.accept());
                    threads.execute(() -> serve(transport));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        connections.drain();
        connections.close();
        threads.close();
    }

    @Test
    void refusedClientReadsWhyAlthoughItSentMore() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(("BAD\r\n\r\n" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("}");
        }
    }

    @Test
    void answerLongerThanTheSocketsBuffersIsSentWhole() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET /long HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + LONG);
        }
    }

    @Test
    void buffersAreWrittenInOrderEvenWhereTheLastIsEmpty() throws IOException {
        try (var transport = new ChannelTransport(SocketChannel.open(listener.getLocalAddress()))) {
            transport.write(
                    ascii("GET /a HTTP/1.1\r\n"), ascii("Host: h\r\nConnection: close\r\n"), ascii("\r\n"), ascii(""));
            var answer = ByteBuffer.allocate(1_000);
            while (transport.read(answer) >= 0) {
                // The end comes with the answer.
            }
            assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("/a");
        }
    }

    @Test
    void manyClientsCallAtOnceOnKeptConnections() throws Exception {
        try (var client = new HttpClient(ChannelTransport.CONNECTOR, base())) {
            List<Callable<List<String>>> callers = new ArrayList<>();
            for (int caller = 0; caller < 50; caller++) {
                String target = "/" + caller;
                callers.add(() -> {
                    List<String> answers = new ArrayList<>();
                    for (int call = 0; call < 20; call++) {
                        answers.add(new String(client.get(target).body(), StandardCharsets.UTF_8));
                    }
                    return answers;
                });
            }
            int caller = 0;
            for (Future<List<String>> answers : threads.invokeAll(callers)) {
                assertThat(answers.get()).hasSize(20).containsOnly("/" + caller++);
            }
            assertThat(connections.count())
                    .as("no more connections than calls at once")
                    .isLessThanOrEqualTo(50);
        }
    }

    @Test
    void peerOfAResetConnectionSeesAFailureRatherThanTheEnd() throws IOException {
        try (var other = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = new Socket(
                        InetAddress.getLoopbackAddress(), other.socket().getLocalPort());
                var transport = new ChannelTransport(other.accept())) {
            transport.reset();
            assertThatIOException()
                    .isThrownBy(() -> client.getInputStream().read())
                    .withMessageContaining("reset");
        }
    }

    @Test
    void drainedConnectionsEndForTheirClients() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            connections.drain();
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void serverThatIsGoneIsAFailureOfTheCall() throws IOException {
        URI base = base();
        try (var client = new HttpClient(ChannelTransport.CONNECTOR, base)) {
            client.get("/a");
            listener.close();
            connections.close();
            // Refused, or reset where the kernel had still taken it for a listener that was just closing.
            assertThatIOException().isThrownBy(() -> client.get("/b")).withMessageStartingWith(base + "/b: ");
        }
    }

    private void serve(Transport transport) {
        var connection = new HttpConnection(transport, SocketsTest::answer, HttpLimits.DEFAULT);
        connections.add(connection);
        try {
            connection.serve();
        } catch (IOException e) {
            // The client's affair: what it saw is what is tested.
        } finally {
            connections.remove(connection);
        }
    }

    private static Reply answer(ClientRequest request) {
        return new Reply.Whole(Answer.text(request.path().equals("/long") ? LONG : request.path()));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private URI base() throws IOException {
        return URI.create("http://127.0.0.1:" + port());
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    private int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private static ServerSocketChannel listen() {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new AssertionError("no port to listen on", e);
        }
    }
}
