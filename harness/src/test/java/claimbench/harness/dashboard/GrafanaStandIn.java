package claimbench.harness.dashboard;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

/** Takes Grafana's command line and settings, listens where they say, and answers that it is well. It is no Grafana. */
final class GrafanaStandIn {
    private GrafanaStandIn() {}

    public static void main(String[] arguments) throws IOException {
        String config = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--config="))
                .map(argument -> argument.substring("--config=".length()))
                .findFirst()
                .orElseThrow();
        var settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of(config))) {
            settings.load(in);
        }
        var address = new InetSocketAddress(
                settings.getProperty("http_addr"), Integer.parseInt(settings.getProperty("http_port")));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/api/health", exchange -> {
            byte[] said = (String.join(" ", arguments) + "\n" + System.getenv()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }
}
