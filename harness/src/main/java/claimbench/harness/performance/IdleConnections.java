package claimbench.harness.performance;

import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Open connections that have each had one answer, and wait for nothing. For one thread. */
final class IdleConnections implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final int HEAD_BYTES_MAX = 16_384;
    private static final String LENGTH = "content-length:";

    private final String server;
    private final List<SocketChannel> open = new ArrayList<>();

    private IdleConnections(String server) {
        this.server = server;
    }

    /**
     * Opens connections one after another, and makes a request on each.
     *
     * @param server for messages
     * @param url with the request's path
     * @param count how many
     * @throws TrialFailure where one is not answered with success
     */
    static IdleConnections open(String server, URI url, int count) throws TrialFailure {
        var connections = new IdleConnections(server);
        byte[] request = ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var address = new InetSocketAddress(url.getHost(), url.getPort());
        try {
            for (int i = 1; i <= count; i++) {
                connections.openOne(address, request);
            }
            return connections;
        } catch (IOException e) {
            String nth = "connection " + (connections.open.size() + 1) + " of " + count;
            connections.close();
            throw new TrialFailure(server + ": " + nth + " had no answer: " + e.getMessage());
        }
    }

    private void openOne(InetSocketAddress address, byte[] request) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        try {
            channel.socket().setSoTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
            channel.write(ByteBuffer.wrap(request));
            // By the socket's stream: the channel itself would wait without a bound.
            readAnswer(channel.socket().getInputStream());
            channel.configureBlocking(false);
            open.add(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void readAnswer(InputStream input) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0 || head.length() == HEAD_BYTES_MAX) {
                throw new IOException("the answer has no end of its head");
            }
            head.append((char) next);
        }
        List<String> lines = head.toString().lines().toList();
        if (!lines.getFirst().startsWith("HTTP/1.1 200 ")) {
            throw new IOException("the answer is '" + lines.getFirst() + "'");
        }
        int length = lines.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(LENGTH))
                .map(line -> Integer.valueOf(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("the answer has no Content-Length"));
        if (input.readNBytes(length).length < length) {
            throw new IOException("the answer is cut off");
        }
    }

    /**
     * Checks that all are still open, and silent.
     *
     * @throws TrialFailure where the server has closed some
     */
    void checkOpen() throws TrialFailure {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        int closed = 0;
        for (SocketChannel channel : open) {
            try {
                closed += channel.read(buffer.clear()) == 0 ? 0 : 1;
            } catch (IOException e) {
                closed++;
            }
        }
        if (closed > 0) {
            throw new TrialFailure(server + " has closed " + closed + " of " + open.size() + " idle connections");
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone all the same.
            }
        }
    }
}
