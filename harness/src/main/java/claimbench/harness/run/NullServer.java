package claimbench.harness.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A server that costs as little as one can: what a generator achieves against it is the generator's own ceiling. It reads no
 * request, but only finds where each ends (at an empty line: requests have no bodies), and sends the same bytes for every one:
 * those of {@code /plaintext}. One thread, one buffer; a process of its own.
 */
public final class NullServer {
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: 13\r\n\r\nHello, World!")
            .getBytes(StandardCharsets.US_ASCII);

    /** Clients that come while it is stopped must find room. */
    private static final int BACKLOG = 4_096;

    private static final int BUFFER_BYTES = 1 << 16;

    /** The end of a request's head. */
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    /** A connection: how much of the end has been seen, and what has not been taken yet. */
    private static final class Connection {
        private int seen;
        private ByteBuffer unsent = ByteBuffer.allocate(0);
    }

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length);

    private NullServer() throws IOException {
        answer.put(ANSWER).flip();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        var server = new NullServer();
        Thread.ofPlatform().daemon().name("parent-watch").start(NullServer::endWithParent);
        System.out.println(
                "ready null http://127.0.0.1:" + server.listener.socket().getLocalPort());
        server.serve();
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve() throws IOException {
        while (true) {
            selector.select(key -> {
                if (key.isAcceptable()) {
                    accept();
                } else {
                    exchange(key);
                }
            });
        }
    }

    private void accept() {
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.socket().setTcpNoDelay(true);
                client.register(selector, SelectionKey.OP_READ, new Connection());
            }
        } catch (IOException e) {
            // A client that has left already.
        }
    }

    private void exchange(SelectionKey key) {
        var client = (SocketChannel) key.channel();
        var connection = (Connection) key.attachment();
        try {
            if (key.isWritable() && !sent(key, client, connection)) {
                return;
            }
            if (key.isReadable() && !answered(key, client, connection)) {
                client.close();
            }
        } catch (IOException e) {
            close(client);
        }
    }

    /** Whether the client is still there. */
    private boolean answered(SelectionKey key, SocketChannel client, Connection connection) throws IOException {
        buffer.clear();
        if (client.read(buffer) < 0) {
            return false;
        }
        buffer.flip();
        for (int requests = ends(connection); requests > 0; requests--) {
            answer.rewind();
            if (!connection.unsent.hasRemaining()) {
                client.write(answer);
            }
            if (answer.hasRemaining()) {
                keep(connection);
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }
        return true;
    }

    /** How many requests end in the buffer. */
    private int ends(Connection connection) {
        int requests = 0;
        int seen = connection.seen;
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            seen = next == END[seen] ? seen + 1 : next == END[0] ? 1 : 0;
            if (seen == END.length) {
                requests++;
                seen = 0;
            }
        }
        connection.seen = seen;
        return requests;
    }

    private void keep(Connection connection) {
        var more = ByteBuffer.allocate(connection.unsent.remaining() + answer.remaining());
        connection.unsent = more.put(connection.unsent).put(answer).flip();
    }

    /** Whether the client has taken all that was kept for it. */
    private static boolean sent(SelectionKey key, SocketChannel client, Connection connection) throws IOException {
        client.write(connection.unsent);
        if (connection.unsent.hasRemaining()) {
            return false;
        }
        key.interestOps(SelectionKey.OP_READ);
        return true;
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            // It is gone.
        }
    }
}
