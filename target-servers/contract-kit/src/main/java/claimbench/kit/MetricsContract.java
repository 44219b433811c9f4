package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code /metrics}: the meters that a dashboard relies on, in both formats. */
@Facet("metrics")
interface MetricsContract extends TargetUnderTest {

    @Test
    default void metricsAreInPrometheusTextFormat() throws IOException {
        RawResponse response = get("/metrics");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("# TYPE http_server_requests_active gauge\n");
    }

    @Test
    default void metricsAreInOpenMetricsWhenAsked() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request(
                    "GET", "/metrics", "Accept: application/openmetrics-text; version=1.0.0,text/plain;q=0.5"));
            RawResponse response = connection.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Content-Type"))
                    .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(response.body()).endsWith("# EOF\n");
        }
    }

    @Test
    default void requestsAreCountedByRouteModeAndOutcome() throws IOException {
        needsUpstream();
        List<String[]> requests = List.of(
                new String[] {"/plaintext", "/plaintext", "none", "success"},
                new String[] {"/wait?ms=0", "/wait", "none", "success"},
                new String[] {"/fanout?calls=1&mode=serial&ms=0", "/fanout", "serial", "success"},
                new String[] {"/fanout?calls=1&mode=concurrent&ms=0", "/fanout", "concurrent", "success"},
                new String[] {"/cpu?tasks=1&units=1&mode=parallel", "/cpu", "parallel", "success"},
                new String[] {"/wait?ms=x", "/wait", "none", "client_error"},
                new String[] {"/nothing", "none", "none", "client_error"});
        for (String[] request : requests) {
            double before = count(request);
            get(request[0]);
            assertThat(count(request) - before)
                    .as("%s must count as route=%s mode=%s outcome=%s", (Object[]) request)
                    .isEqualTo(1);
        }
    }

    @Test
    default void failureOfTheUpstreamCountsAsAServerError() throws IOException {
        needsUpstream();
        String[] request = {"/fanout?calls=1&mode=serial&ms=0", "/fanout", "serial", "server_error"};
        double before = count(request);
        upstream().will(Behaviour.FAIL);
        get(request[0]);
        assertThat(count(request) - before).isEqualTo(1);
    }

    @Test
    default void requestTimerIsAHistogram() throws IOException {
        get("/wait?ms=5");
        List<String> buckets = lines("http_server_requests_seconds_bucket{", "route=\"/wait\"", "mode=\"none\"");
        assertThat(buckets)
                .as("buckets fine enough for a quantile")
                .hasSizeGreaterThan(20)
                .anyMatch(line -> line.contains("le=\"+Inf\""));
        double sumSeconds = value(lines("http_server_requests_seconds_sum{", "route=\"/wait\"", "outcome=\"success\"")
                .getFirst());
        assertThat(sumSeconds)
                .as("a wait of 5 ms is timed as at least that, in seconds")
                .isGreaterThanOrEqualTo(0.005);
    }

    @Test
    default void requestsUnderWayAreCountedUntilTheyAreAnswered() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/fanout?calls=1&mode=serial&ms=0"));
            upstream().awaitHeld();
            double held = gauge("http_server_requests_active");
            upstream().will(Behaviour.ANSWER);
            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(held)
                    .as("the request that waits for its upstream, and the one that reads the meters")
                    .isGreaterThanOrEqualTo(2);
            assertThat(gauge("http_server_requests_active")).isLessThan(held);
        }
    }

    @Test
    default void openConnectionsAreCounted() throws IOException {
        try (RawConnection first = connect();
                RawConnection second = connect()) {
            first.exchange("/plaintext");
            second.exchange("/plaintext");
            assertThat(gauge("http_server_connections"))
                    .as("these two, and the one that reads the meters")
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    default void metersOfTheJvmAndTheProcessAreThere() throws IOException {
        assumeThat(get("/about").json().required("java").asString())
                .as("the server says in /about that it runs in no JVM")
                .isNotEmpty();
        String text = get("/metrics").body();
        for (String name : List.of(
                "jvm_memory_used_bytes",
                "jvm_threads_live_threads",
                "jvm_gc_",
                "process_cpu_usage",
                "process_uptime")) {
            assertThat(text).contains("\n" + name);
        }
    }

    @Test
    default void everyMeterSaysWhichProcessItIsOf() throws IOException {
        String model = get("/about").json().required("model").asString();
        assertThat(get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.contains("process=\"" + model + "\""));
    }

    private double count(String[] request) throws IOException {
        return lines(
                        "http_server_requests_seconds_count{",
                        "route=\"" + request[1] + "\"",
                        "mode=\"" + request[2] + "\"",
                        "outcome=\"" + request[3] + "\"")
                .stream()
                .mapToDouble(MetricsContract::value)
                .sum();
    }

    private List<String> lines(String start, String... contained) throws IOException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line ->
                        line.startsWith(start) && Arrays.stream(contained).allMatch(line::contains))
                .toList();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
