package claimbench.reactive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and can look like a server that has vanished: it takes all, and says nothing. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean silent;

    /** To the port of a server. */
    Relay(int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void fallSilent() {
        silent = true;
    }

    void speak() {
        silent = false;
    }

    /** Connections that their clients have not ended. */
    int open() {
        return open.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(client, server));
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    pass(client, server);
                    open.decrementAndGet();
                });
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] part = new byte[8 * 1024];
        try (from;
                to) {
            for (int count = from.getInputStream().read(part);
                    count >= 0;
                    count = from.getInputStream().read(part)) {
                if (!silent) {
                    to.getOutputStream().write(part, 0, count);
                }
            }
        } catch (IOException e) {
            // ended
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
