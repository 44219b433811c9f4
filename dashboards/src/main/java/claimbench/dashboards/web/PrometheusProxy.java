package claimbench.dashboards.web;

import claimbench.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks Prometheus, and hands on what it says as it is. Thread-safe. */
final class PrometheusProxy implements AutoCloseable {
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final long ANSWER_BYTES_MAX = 64L << 20;

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();

    /**
     * Asks nothing yet.
     *
     * @param base such as {@code http://127.0.0.1:9090}
     */
    PrometheusProxy(URI base) {
        this.base = base;
    }

    /** The values over a period, at equal steps. */
    byte[] range(String query, Window window) throws Refusal, InterruptedException {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("query", query);
        parameters.put("start", seconds(window.alignedFromMillis()));
        parameters.put("end", seconds(window.toMillis()));
        parameters.put("step", seconds(window.stepMillis()));
        return ask("/api/v1/query_range", parameters);
    }

    /** The values at a period's end. */
    byte[] instant(String query, Window window) throws Refusal, InterruptedException {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("query", query);
        parameters.put("time", seconds(window.toMillis()));
        return ask("/api/v1/query", parameters);
    }

    /**
     * The values that a label has in a period, by the alphabet.
     *
     * @param selector of the series; null for all
     */
    JsonNode labelValues(String label, @Nullable String selector, Window window) throws Refusal, InterruptedException {
        var parameters = new LinkedHashMap<String, String>();
        if (selector != null) {
            parameters.put("match[]", selector);
        }
        parameters.put("start", seconds(window.fromMillis()));
        parameters.put("end", seconds(window.toMillis()));
        byte[] answer =
                send(HttpRequest.newBuilder(base.resolve("/api/v1/label/" + label + "/values?" + form(parameters))));
        return Json.MAPPER.readTree(answer).path("data");
    }

    private byte[] ask(String path, Map<String, String> parameters) throws Refusal, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters))));
    }

    private byte[] send(HttpRequest.Builder request) throws Refusal, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(
                    request.timeout(ANSWERED_WITHIN).build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        } catch (HttpTimeoutException e) {
            throw Refusal.badGateway("Prometheus did not answer within " + ANSWERED_WITHIN.toSeconds() + " s");
        } catch (IOException e) {
            throw Refusal.badGateway("Prometheus does not answer: " + e);
        }
        if (response.statusCode() != 200) {
            throw Refusal.badGateway("Prometheus refuses: " + reason(response));
        }
        return response.body();
    }

    private static String reason(HttpResponse<byte[]> response) {
        try {
            return Json.MAPPER.readTree(response.body()).path("error").asString("status " + response.statusCode());
        } catch (JacksonException e) {
            return "status " + response.statusCode();
        }
    }

    private static String seconds(long millis) {
        return millis / 1_000 + "." + "%03d".formatted(millis % 1_000);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
