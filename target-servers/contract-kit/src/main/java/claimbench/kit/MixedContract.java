package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /mixed}: all the work is done, and all the waiting. */
@Facet("mixed")
interface MixedContract extends TargetUnderTest {

    @ParameterizedTest
    @CsvSource({
        "serial,1,20,0.5,10", "concurrent,1,20,0.5,10", "serial,3,20,0.25,7", "concurrent,3,20,0.25,7",
        "serial,2,10,0,3", "concurrent,2,10,0,3", "serial,2,10,1,3", "concurrent,2,10,1,3",
        "serial,2,0,0.5,3", "concurrent,5,7,0.333,11", "concurrent,50,10,0.9,2"
    })
    default void mixedWorkHasTheChecksumOfAllItsUnits(
            String mode, int tasks, int totalMs, double ioShare, int unitsPerMs) throws IOException {
        var request = new MixedRequest(
                tasks, totalMs, ioShare, mode.equals("serial") ? Mode.SERIAL : Mode.CONCURRENT, unitsPerMs);
        RawResponse response = get("/mixed?tasks=" + tasks + "&total-ms=" + totalMs + "&io-share="
                + (ioShare == Math.rint(ioShare) ? Integer.toString((int) ioShare) : Double.toString(ioShare))
                + "&mode=" + mode + "&units-per-ms=" + unitsPerMs);
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        int units = request.taskUnits(unitsPerMs);
        assertThat(response.body())
                .as("the checksum of %d tasks of %d units", tasks, units)
                .startsWith("{\"checksum\":\"" + CpuWork.text(CpuWork.checksum(tasks, units)) + "\",\"units\":" + units
                        + ",\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong())
                .as("the waiting alone takes so many nanoseconds")
                .isGreaterThanOrEqualTo(waitingNanos(request));
    }

    private static long waitingNanos(MixedRequest request) {
        long taskNanos = request.slicePause().toNanos() * MixedRequest.SLICES;
        return request.mode() == Mode.SERIAL ? taskNanos * request.tasks() : taskNanos;
    }

    @Test
    default void concurrentTasksWaitAtTheSameTime() throws IOException {
        JsonNode answer =
                get("/mixed?tasks=100&total-ms=200&io-share=1&mode=concurrent").json();
        assertThat(TimeUnit.NANOSECONDS.toMillis(answer.required("elapsedNanos").asLong()))
                .as("milliseconds that 100 tasks take which wait 200 each, all at once")
                .isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    default void serverKnowsItsOwnPace(String mode) throws IOException {
        JsonNode answer =
                get("/mixed?tasks=2&total-ms=4&io-share=0.5&mode=" + mode).json();
        int units = answer.required("units").asInt();
        assertThat(units).as("units that take some 2 ms here").isPositive();
        assertThat(answer.required("checksum").asString()).isEqualTo(CpuWork.text(CpuWork.checksum(2, units)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /mixed?total-ms=1&io-share=0.5&mode=serial                          | tasks        | a whole number from 1 to 1000
            /mixed?tasks=1001&total-ms=1&io-share=0.5&mode=serial               | tasks        | a whole number from 1 to 1000
            /mixed?tasks=1&io-share=0.5&mode=serial                             | total-ms     | a whole number from 0 to 60000
            /mixed?tasks=1&total-ms=1&mode=serial                               | io-share     | a number from 0 to 1
            /mixed?tasks=1&total-ms=1&io-share=1.01&mode=serial                 | io-share     | a number from 0 to 1
            /mixed?tasks=1&total-ms=1&io-share=-0.1&mode=serial                 | io-share     | a number from 0 to 1
            /mixed?tasks=1&total-ms=1&io-share=NaN&mode=serial                  | io-share     | a number from 0 to 1
            /mixed?tasks=1&total-ms=1&io-share=1e-1&mode=serial                 | io-share     | a number from 0 to 1
            /mixed?tasks=1&total-ms=1&io-share=0.5                              | mode         | one of serial, concurrent
            /mixed?tasks=1&total-ms=1&io-share=0.5&mode=parallel                | mode         | one of serial, concurrent
            /mixed?tasks=1&total-ms=1&io-share=0.5&mode=serial&units-per-ms=-1  | units-per-ms | a whole number from 0 to 10000
            """)
    default void badParameterOfMixedWorkIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }
}
