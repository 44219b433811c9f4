package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The upstream's process under thousands of requests that wait, each on a connection of its own. */
@Timeout(120)
class ManyWaitingTest {
    private static final int REQUESTS = 10_000;
    private static final int OTHER_FILES = 500;

    private static final int STREAMS = 5_000;
    private static final int STREAM_TOKENS = 10;

    @Test
    void tenThousandRequestsWaitAtOnceAndAreForgottenWhenTheirClientsLeave() throws Exception {
        withUpstream(REQUESTS, (client, base, connections) -> {
            for (int i = 0; i < REQUESTS; i++) {
                connections.add(send(base, "/generate?ms=60000"));
            }
            await(() -> assertThat(active(client, base)).isEqualTo(REQUESTS));
            assertThat(get(client, base, "/generate?ms=1"))
                    .as("a further request is answered while they wait")
                    .isEqualTo("{\"call\":0,\"latencyMs\":1.0}");
            closeAll(connections);
            await(() -> assertThat(active(client, base)).isZero());
        });
    }

    /** A stream takes ten seconds, so that all are open before the first has ended; then each is whole. */
    @Test
    void fiveThousandStreamsAreOpenAtOnceAndEachIsWhole() throws Exception {
        withUpstream(STREAMS, (client, base, connections) -> {
            for (int i = 0; i < STREAMS; i++) {
                connections.add(send(base, "/tokens?tokens=" + STREAM_TOKENS + "&gap-ms=1000"));
            }
            await(() -> assertThat(active(client, base)).isEqualTo(STREAMS));
            for (SocketChannel connection : connections) {
                assertThat(lastChunk(connection)).contains("event: done\ndata: {\"tokens\":" + STREAM_TOKENS + "}");
            }
            await(() -> assertThat(active(client, base)).isZero());
        });
    }

    private interface Scene {
        void play(HttpClient client, URI base, List<SocketChannel> connections) throws Exception;
    }

    private static void withUpstream(int connectionsMax, Scene scene) throws Exception {
        assumeThat(openFilesMax())
                .as("open files that this system allows a process")
                .isGreaterThanOrEqualTo(connectionsMax + OTHER_FILES);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--exit-with-parent")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<SocketChannel> connections = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String ready = process.inputReader().readLine();
            assertThat(ready).startsWith("ready upstream http://127.0.0.1:");
            scene.play(client, URI.create(ready.substring(ready.lastIndexOf(' ') + 1)), connections);
        } finally {
            closeAll(connections);
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
    }

    /** What comes last of an answer in chunks. */
    private static String lastChunk(SocketChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(16 * 1024);
        String text = "";
        while (!text.endsWith("\r\n0\r\n\r\n")) {
            if (channel.read(buffer) < 0) {
                throw new AssertionError("ended before its last chunk: " + text);
            }
            text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
        return text.substring(text.lastIndexOf("event:"));
    }

    private static SocketChannel send(URI base, String target) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
        var bytes = ByteBuffer.wrap(
                ("GET " + target + " HTTP/1.1\r\nHost: upstream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return channel;
    }

    private static void closeAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    private static double active(HttpClient client, URI base) throws Exception {
        return get(client, base, "/metrics")
                .lines()
                .filter(line -> line.startsWith("http_server_requests_active{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String get(HttpClient client, URI base, String target) throws Exception {
        return client.send(HttpRequest.newBuilder(base.resolve(target)).build(), BodyHandlers.ofString())
                .body();
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }

    private static long openFilesMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
