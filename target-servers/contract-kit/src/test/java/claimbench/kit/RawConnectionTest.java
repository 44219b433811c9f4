package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, the kit reads it, or says what is wrong with it; it neither waits nor collects for ever. */
class RawConnectionTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no line of the head ends
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
                CHUNKED,
                CHUNKED + "fffffff\r\n",
                CHUNKED + "0\r\n"
            })
    void whatHasNoEndIsGivenUp(String beginning) throws Exception {
        try (ServerSocket server = serving(beginning, "x".repeat(1_000));
                RawConnection connection = connect(server)) {
            assertThatIOException()
                    .isThrownBy(() -> connection.exchange("/"))
                    .withMessageMatching("after \\d+ bytes it has not come to its end");
        }
    }

    @Test
    void headersWithoutEndAreGivenUp() throws Exception {
        try (ServerSocket server = serving("HTTP/1.1 200 OK\r\n", "A: b\r\n");
                RawConnection connection = connect(server)) {
            assertThatIOException()
                    .isThrownBy(() -> connection.exchange("/"))
                    .withMessageContaining("it has not come to its end");
        }
    }

    @Test
    void answersWithoutEndAreGivenUp() throws Exception {
        try (ServerSocket server = serving("", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawConnection connection = connect(server)) {
            connection.send(RawConnection.get("/"));
            assertThatIOException()
                    .isThrownBy(connection::readAllToEnd)
                    .withMessageContaining("it has not come to its end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+5", "", "x", "5 5", "100000000"})
    void sizeOfAChunkThatIsNoneIsSaid(String size) throws Exception {
        try (ServerSocket server = serving(CHUNKED + size + "\r\nhello\r\n0\r\n\r\n", "");
                RawConnection connection = connect(server)) {
            assertThatIOException()
                    .isThrownBy(() -> connection.exchange("/"))
                    .withMessage("not the size of a chunk: '" + size + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+5", "", "x", "10000000000"})
    void lengthThatIsNoneIsSaid(String length) throws Exception {
        try (ServerSocket server = serving("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nhello", "");
                RawConnection connection = connect(server)) {
            assertThatIOException()
                    .isThrownBy(() -> connection.exchange("/"))
                    .withMessage("not the length of a body: '" + length + "'");
        }
    }

    @Test
    void chunkThatIsLongerThanItSaysIsSaid() throws Exception {
        try (ServerSocket server = serving(CHUNKED + "5\r\nhello!\r\n0\r\n\r\n", "");
                RawConnection connection = connect(server)) {
            assertThatIOException()
                    .isThrownBy(() -> connection.exchange("/"))
                    .withMessageContaining("longer than it says");
        }
    }

    @Test
    void sizeOfAChunkMayHaveZerosAndAnExtension() throws Exception {
        try (ServerSocket server = serving(CHUNKED + "0000000000005;x=y\r\nhello\r\n0\r\n\r\n", "");
                RawConnection connection = connect(server)) {
            assertThat(connection.exchange("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void checkWhoseTimeIsOverReadsNoFurther() throws Exception {
        try (ServerSocket server = serving("", "");
                RawConnection connection = connect(server)) {
            Thread.currentThread().interrupt();
            assertThatIOException().isThrownBy(() -> connection.exchange("/")).withMessageContaining("time is over");
        } finally {
            Thread.interrupted();
        }
    }

    /** A server for one client, that sends these bytes, and then others, if any, again and again. */
    private static ServerSocket serving(String once, String again) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
                while (!again.isEmpty()) {
                    socket.getOutputStream().write(again.getBytes(StandardCharsets.ISO_8859_1));
                }
                // To its end: to close before that would be a reset.
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client has seen enough.
            }
        });
        return server;
    }

    private static RawConnection connect(ServerSocket server) throws IOException {
        return new RawConnection(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }
}
