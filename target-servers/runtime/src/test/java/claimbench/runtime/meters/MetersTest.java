package claimbench.runtime.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters("reactive");

    @Test
    void meterOfAnotherModelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.gauge(Meter.VIRTUAL_MOUNTED, Tags.empty(), 1, Integer::doubleValue))
                .withMessage("claimbench_virtual_mounted is not one of reactive");
    }

    @Test
    void labelsAreThoseOfTheTable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.gauge(Meter.LOOP_READY, Tags.of("thread", "0"), 1, Integer::doubleValue))
                .withMessage("claimbench_loop_ready has the labels [loop], not [thread]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.histogram(Meter.SERVER_REQUESTS, Tags.empty()))
                .withMessage("http_server_requests_seconds has the labels [route, mode, outcome], not []");
    }

    @Test
    void typeIsThatOfTheTable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.counter(Meter.DATABASE_QUEUED, Tags.empty()))
                .withMessage("claimbench_database_queued is a GAUGE, not a COUNTER");
    }

    @Test
    void whatAllShowIsThereFromTheStartAndNothingElse() {
        Set<String> everywhere = Arrays.stream(Meter.values())
                .filter(meter -> meter.processes().equals(MeteredProcess.ALL))
                .filter(meter -> meter.presence() == Meter.Presence.ALWAYS)
                .map(Meter::family)
                .collect(Collectors.toSet());
        assertThat(families())
                .containsAll(everywhere)
                .allSatisfy(family -> assertThat(Arrays.stream(Meter.values()).map(Meter::family))
                        .contains(family));
    }

    @Test
    void everySampleOfTheProcessIsANumber() {
        assertThat(samples())
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .isGreaterThanOrEqualTo(0))
                .anyMatch(line -> line.startsWith("jvm_memory_allocated_bytes_total{process=\"reactive\"} "));
    }

    @Test
    void stateOfACounterIsHeldOnTo() {
        meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "success"), new int[1], count -> ++count[0]);
        System.gc();
        assertThat(samples())
                .contains("claimbench_background_ended_total{outcome=\"success\",process=\"reactive\"} 1.0");
    }

    @Test
    void protobufHasNativeBucketsAndTextTheClassicOnes() {
        meters.histogram(
                        Meter.SERVER_REQUESTS,
                        Tags.of(MeterNames.ROUTE, "/wait", MeterNames.MODE, "none", MeterNames.OUTCOME, "success"))
                .record(100_000_000);
        String accept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
        assertThat(new String(meters.scrape(accept), StandardCharsets.ISO_8859_1))
                .contains("http_server_requests_seconds")
                .doesNotContain("# TYPE");
        assertThat(samples())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket{") && line.endsWith(" 1"));
    }

    private Set<String> families() {
        return text().lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2].replaceAll("_total$", ""))
                .collect(Collectors.toSet());
    }

    private List<String> samples() {
        return text().lines().filter(line -> !line.startsWith("#")).toList();
    }

    private String text() {
        return new String(meters.scrape(null), StandardCharsets.UTF_8);
    }
}
