package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** A well-behaved client of one server. */
final class Http implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    Http(ReactiveServer server) {
        base = "http://127.0.0.1:" + server.port();
    }

    HttpResponse<String> get(String target) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(base + target)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String target, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + target))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The sum of a meter's series whose labels have all of these. */
    double meter(String name, String... labels) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    void awaitMeter(double value, String name, String... labels) {
        eventually(() -> assertThat(meter(name, labels)).as(name).isEqualTo(value));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(WAIT_MAX).pollInterval(Duration.ofMillis(10));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    @Override
    public void close() {
        client.close();
    }
}
