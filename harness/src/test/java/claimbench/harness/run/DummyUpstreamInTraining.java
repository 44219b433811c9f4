package claimbench.harness.run;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An upstream that answers every call at once with nothing, and ends with its standard input. */
public final class DummyUpstreamInTraining {
    private DummyUpstreamInTraining() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.out.println(
                "ready upstream http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Nobody says anything.
        }
        server.stop(0);
    }
}
