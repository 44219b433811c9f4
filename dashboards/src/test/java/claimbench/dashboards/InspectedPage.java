package claimbench.dashboards;

import static org.awaitility.Awaitility.await;

import claimbench.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A page that stays open in a browser without a screen, and is asked things by Chromium's DevTools protocol: one after another. */
final class InspectedPage implements AutoCloseable, WebSocket.Listener {
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** Where the browser says at which port it listens, on the loopback address: the first line. */
    private static final String PORT_FILE = "DevToolsActivePort";

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(1);
    private final StringBuilder begun = new StringBuilder();
    private @Nullable WebSocket socket;

    /**
     * Opens it.
     *
     * @param program Chromium
     * @param profile a new folder, for what the browser writes down
     */
    InspectedPage(Path program, Path profile, URI address, int width, int height, boolean dark) throws Exception {
        var command = new ProcessBuilder(Chromium.command(
                        program, profile, width, height, dark, "--remote-debugging-port=0", address.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // It leaves a socket there when it is told to end.
        command.environment().put("TMPDIR", profile.toString());
        process = command.start();
        try {
            Path port = profile.resolve(PORT_FILE);
            await().atMost(BOUND)
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
            URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
            await().atMost(BOUND).until(() -> !pageAt(list).isEmpty());
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(pageAt(list)), this)
                    .join();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private String pageAt(URI list) throws IOException, InterruptedException {
        String answer = http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode each : Json.MAPPER.readTree(answer)) {
            if (each.path("type").asString().equals("page")) {
                return each.path("webSocketDebuggerUrl").asString();
            }
        }
        return "";
    }

    /** What an expression in JavaScript comes to; of a promise, what it holds in the end. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        WebSocket open = Objects.requireNonNull(socket);
        open.sendText(
                        Json.MAPPER.writeValueAsString(Map.of(
                                "id",
                                1,
                                "method",
                                "Runtime.evaluate",
                                "params",
                                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true))),
                        true)
                .join();
        JsonNode answer = answers.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
        if (answer == null
                || answer.at("/result/result").isMissingNode()
                || answer.at("/result").has("exceptionDetails")) {
            throw new IOException("The page answered: " + answer);
        }
        return answer.at("/result/result/value");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        begun.append(data);
        if (last) {
            answers.add(Json.MAPPER.readTree(begun.toString()));
            begun.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.close();
        process.destroy();
        await().atMost(BOUND).until(() -> !process.isAlive());
    }
}
