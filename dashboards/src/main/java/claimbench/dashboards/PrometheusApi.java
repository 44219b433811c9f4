package claimbench.dashboards;

import claimbench.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The two questions that Grafana asks Prometheus, by its HTTP API. Thread-safe. */
final class PrometheusApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI base;

    /**
     * Asks nothing yet.
     *
     * @param base such as {@code http://127.0.0.1:9090}
     */
    PrometheusApi(URI base) {
        this.base = base;
    }

    /** What Prometheus said. */
    sealed interface Reply {
        /** One of these for each series. */
        record Data(List<Series> series) implements Reply {}

        /** The question was not understood, or could not be answered. */
        record Refusal(String message) implements Reply {}
    }

    /** The labels and the values of a series; a value may be NaN or infinite. */
    record Series(Map<String, String> labels, List<Double> values) {}

    /** The value at an instant. */
    Reply query(String expression, Instant at) throws IOException, InterruptedException {
        return ask("query", Map.of("query", expression, "time", seconds(at)));
    }

    /** The values over a period, at equal steps. */
    Reply queryRange(String expression, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        return ask(
                "query_range",
                Map.of(
                        "query", expression,
                        "start", seconds(from),
                        "end", seconds(to),
                        "step", Double.toString(step.toMillis() / 1_000.0)));
    }

    private Reply ask(String question, Map<String, String> parameters) throws IOException, InterruptedException {
        URI uri = base.resolve("/api/v1/" + question);
        var request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException("%s is no Prometheus: status %d, no JSON".formatted(uri, response.statusCode()), e);
        }
        return switch (body.path("status").asString("")) {
            case "success" -> new Reply.Data(series(body.path("data").path("result")));
            case "error" -> new Reply.Refusal(body.path("error").asString("without a reason"));
            default -> throw new IOException("%s is no Prometheus: JSON without a status".formatted(uri));
        };
    }

    private static List<Series> series(JsonNode result) {
        var series = new ArrayList<Series>();
        for (JsonNode node : result) {
            var labels = new LinkedHashMap<String, String>();
            node.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            var values = new ArrayList<Double>();
            // A matrix has many samples under values, a vector one under value; a sample is a time and a text.
            node.path("values").forEach(sample -> values.add(number(sample)));
            if (node.has("value")) {
                values.add(number(node.path("value")));
            }
            series.add(new Series(Map.copyOf(labels), List.copyOf(values)));
        }
        return series;
    }

    private static double number(JsonNode sample) {
        return switch (sample.get(1).asString()) {
            case "NaN" -> Double.NaN;
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case String text -> Double.parseDouble(text);
        };
    }

    private static String seconds(Instant instant) {
        return Double.toString(instant.toEpochMilli() / 1_000.0);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.close();
    }
}
