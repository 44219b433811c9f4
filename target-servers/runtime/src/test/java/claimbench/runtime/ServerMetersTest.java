package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerMetersTest {
    private final ServerMeters meters = new ServerMeters("stub");

    @ParameterizedTest
    @CsvSource({
        "200,success",
        "204,success",
        "400,client_error",
        "404,client_error",
        "500,server_error",
        "502,server_error"
    })
    void answerCountsUnderItsOutcome(int status, String outcome) {
        meters.received();
        meters.answered(Route.FANOUT, Mode.SERIAL, status, 1);
        assertThat(lines("http_server_requests_seconds_count"))
                .containsExactly("http_server_requests_seconds_count{mode=\"serial\",outcome=\"" + outcome
                        + "\",process=\"stub\",route=\"/fanout\"} 1");
    }

    @Test
    void whatNamesNoRouteCountsUnderNone() {
        meters.received();
        Route none = null;
        meters.answered(none, null, 404, 1);
        assertThat(lines("http_server_requests_seconds_count"))
                .containsExactly(
                        "http_server_requests_seconds_count{mode=\"none\",outcome=\"client_error\",process=\"stub\","
                                + "route=\"none\"} 1");
    }

    @Test
    void requestOfAClientThatLeftIsAFailureAndUnderWayNoMore() {
        meters.received();
        meters.received();
        meters.abandoned("/wait", null, 1);
        assertThat(lines("http_server_requests_seconds_count"))
                .containsExactly(
                        "http_server_requests_seconds_count{mode=\"none\",outcome=\"failure\",process=\"stub\","
                                + "route=\"/wait\"} 1");
        assertThat(lines("http_server_requests_active"))
                .containsExactly("http_server_requests_active{process=\"stub\"} 1.0");
    }

    @Test
    void requestThatIsNoWorkIsCountedWithoutBuckets() {
        meters.received();
        meters.answered(Route.METRICS, null, 200, TimeUnit.MILLISECONDS.toNanos(2));
        meters.received();
        meters.abandoned(Route.METRICS, null, TimeUnit.MILLISECONDS.toNanos(3));
        assertThat(lines("claimbench_control_requests_seconds_count"))
                .containsExactly("claimbench_control_requests_seconds_count{process=\"stub\",route=\"/metrics\"} 2");
        assertThat(lines("claimbench_control_requests_seconds_sum"))
                .containsExactly("claimbench_control_requests_seconds_sum{process=\"stub\",route=\"/metrics\"} 0.005");
        assertThat(lines("http_server_requests_seconds_count")).isEmpty();
        assertThat(lines("http_server_requests_active"))
                .containsExactly("http_server_requests_active{process=\"stub\"} 0.0");
    }

    @Test
    void timesAreInSecondsAndInBuckets() {
        meters.received();
        meters.answered(Route.WAIT, null, 200, TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(lines("http_server_requests_seconds_sum"))
                .singleElement()
                .asString()
                .endsWith(" 0.25");
        List<String> buckets = lines("http_server_requests_seconds_bucket");
        assertThat(buckets).filteredOn(line -> le(line) < 0.25).isNotEmpty().allMatch(line -> line.endsWith(" 0"));
        assertThat(buckets).filteredOn(line -> le(line) >= 0.25).isNotEmpty().allMatch(line -> line.endsWith(" 1"));
    }

    @Test
    void gaugeIsReadAnewEachTimeAndItsStateIsHeldOnTo() {
        meters.gauge(Meter.POOL_QUEUED, Tags.of(MeterNames.POOL, "requests"), new int[1], queued -> ++queued[0]);
        assertThat(lines("claimbench_pool_queued")).singleElement().asString().endsWith(" 1.0");
        System.gc();
        assertThat(lines("claimbench_pool_queued")).singleElement().asString().endsWith(" 2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | text/plain; version=0.0.4; charset=utf-8",
                "*/* | text/plain; version=0.0.4; charset=utf-8",
                "text/plain | text/plain; version=0.0.4; charset=utf-8",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3 | application/openmetrics-text;"
                        + " version=1.0.0; charset=utf-8",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,text/plain | "
                        + "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
                "application/vnd.google.protobuf;proto=another.Message;encoding=delimited | text/plain; version=0.0.4; charset=utf-8"
            })
    void formatIsWhatTheReaderAccepts(@Nullable String accept, String contentType) {
        assertThat(ServerMeters.contentType(accept)).isEqualTo(contentType);
        assertThat(new String(meters.scrape(accept), StandardCharsets.UTF_8).endsWith("# EOF\n"))
                .isEqualTo(contentType.contains("openmetrics"));
    }

    private static double le(String line) {
        String text = line.replaceAll(".*le=\"([^\"]*)\".*", "$1");
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private List<String> lines(String name) {
        return meters.text().lines().filter(line -> line.startsWith(name + "{")).toList();
    }
}
