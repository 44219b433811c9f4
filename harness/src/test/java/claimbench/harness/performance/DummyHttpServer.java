package claimbench.harness.performance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers as its first argument says: {@code good}; {@code bad}, with 503 once it has been probed; {@code
 * hoard}, which keeps 2,000 bytes for each request; {@code closing}, which closes each connection after its answer; {@code
 * dying}, which ends under load.
 */
public final class DummyHttpServer {
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
    private static final int HOARDED_BYTES = 2_000;

    /** That of the probe. */
    private static final int REQUESTS_IN_PEACE = 1;

    private DummyHttpServer() {}

    public static void main(String[] args) throws IOException {
        String mode = args[0];
        var hoard = new AtomicReference<@Nullable Object>();
        var requests = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", exchange -> {
            long number = requests.incrementAndGet();
            boolean late = number > REQUESTS_IN_PEACE;
            if (mode.equals("dying") && late) {
                System.out.println("kaboom");
                Runtime.getRuntime().halt(7);
            }
            if (mode.equals("hoard")) {
                // A chain: what is held refers to what was held before.
                hoard.updateAndGet(before -> new Object[] {before, new byte[HOARDED_BYTES]});
            }
            if (mode.equals("closing")) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(mode.equals("bad") && late ? 503 : 200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.start();
        System.out.println("ready dummy http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        System.exit(0);
    }
}
