package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.Meter;
import claimbench.contract.MeterDifferences;
import claimbench.contract.MeteredProcess;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /plaintext                             | /plaintext | none       | success
            /wait?ms=0                             | /wait      | none       | success
            /fanout?calls=1&mode=serial&ms=0       | /fanout    | serial     | success
            /fanout?calls=1&mode=concurrent&ms=0   | /fanout    | concurrent | success
            /cpu?tasks=1&units=1&mode=parallel     | /cpu       | parallel   | success
            /wait?ms=x                             | /wait      | none       | client_error
            /nothing                               | none       | none       | client_error
            """)
    default void requestsAreCountedByRouteModeAndOutcome(String target, String route, String mode, String outcome)
            throws Exception {
        if (route.equals("/fanout")) {
            needsUpstream();
        }
        new RequestCount(route, mode, outcome).assertCounts(this, () -> get(target));
    }

    @Test
    default void failureOfTheUpstreamCountsAsAServerError() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.FAIL);
        new RequestCount("/fanout", "serial", "server_error")
                .assertCounts(this, () -> get("/fanout?calls=1&mode=serial&ms=0"));
    }

    @Test
    default void requestTimerIsAHistogram() throws IOException {
        get("/wait?ms=5");
        await().atMost(Patience.max()).untilAsserted(() -> {
            Meters now = Meters.of(this);
            assertThat(now.lines("http_server_requests_seconds_bucket", "route=\"/wait\"", "mode=\"none\""))
                    .as("buckets fine enough for a quantile")
                    .hasSizeGreaterThan(20)
                    .anyMatch(line -> line.contains("le=\"+Inf\""));
            assertThat(now.sum("http_server_requests_seconds_sum", "route=\"/wait\"", "outcome=\"success\""))
                    .as("a wait of 5 ms is timed as at least that, in seconds")
                    .isGreaterThanOrEqualTo(0.005);
        });
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
            await().atMost(Patience.beyondSlowClients())
                    .untilAsserted(() -> assertThat(gauge("http_server_requests_active"))
                            .as("requests under way, when one of them has been answered")
                            .isLessThan(held));
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
        for (Meter meter : List.of(
                Meter.JVM_MEMORY_USED,
                Meter.JVM_THREADS,
                Meter.JVM_GC_PAUSE,
                Meter.PROCESS_CPU,
                Meter.PROCESS_UPTIME)) {
            assertThat(text).contains("\n" + meter.samples().getFirst());
        }
    }

    @Test
    default void metersOfAModelAreThoseOfTheTable() throws IOException {
        String model = get("/about").json().required("model").asString();
        Optional<MeteredProcess> process = Arrays.stream(MeteredProcess.values())
                .filter(known -> known.wireName().equals(model))
                .findFirst();
        assumeThat(process).as("the table of meters knows a model '%s'", model).isPresent();
        get("/plaintext");
        assertThat(MeterDifferences.of(process.get(), get("/metrics").body()))
                .as("differences between what %s shows and the table of meters", model)
                .isEmpty();
    }

    @Test
    default void everyMeterSaysWhichProcessItIsOf() throws IOException {
        String model = get("/about").json().required("model").asString();
        assertThat(get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.contains("process=\"" + model + "\""));
    }
}
