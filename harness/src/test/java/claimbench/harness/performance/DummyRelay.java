package claimbench.harness.performance;

import claimbench.contract.TokensRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A target that makes the calls of the upstream that its client's request asks for, as bytes, and is as attentive as its first
 * argument says: {@code prompt}, which closes them when its client leaves; {@code deaf}, which never does.
 */
public final class DummyRelay {
    private DummyRelay() {}

    public static void main(String[] args) throws IOException {
        boolean prompt = args[0].equals("prompt");
        URI upstream = URI.create(args[Arrays.asList(args).indexOf("--upstream") + 1]);
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println("ready dummy http://127.0.0.1:" + listener.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Socket client = listener.accept();
                    Thread.ofVirtual().start(() -> serve(client, upstream, prompt));
                }
            } catch (IOException e) {
                System.out.println("no more clients: " + e);
            }
        });
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        System.exit(0);
    }

    private static void serve(Socket client, URI upstream, boolean prompt) {
        var calls = new ConcurrentLinkedQueue<Socket>();
        try (client) {
            String head = head(client);
            if (head.startsWith("GET /plaintext ")) {
                client.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                return;
            }
            boolean streamed = head.startsWith("GET /answer");
            int count = head.startsWith("GET /fanout") ? 3 : 1;
            for (int i = 0; i < count; i++) {
                var call = new Socket(upstream.getHost(), upstream.getPort());
                calls.add(call);
                String path = streamed ? TokensRequest.PATH : "/generate";
                call.getOutputStream().write(ascii("GET " + path + " HTTP/1.1\r\nHost: dummy\r\n\r\n"));
            }
            if (streamed) {
                Socket call = List.copyOf(calls).getFirst();
                Thread.ofVirtual().start(() -> relay(call, client));
            }
            client.getInputStream().read();
        } catch (IOException e) {
            // Reset: the client has left, too.
        }
        if (prompt) {
            calls.forEach(DummyRelay::close);
        }
    }

    private static void relay(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has left.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
