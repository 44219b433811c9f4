package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixedRequestTest {

    @Test
    void timeIsPartedBetweenWaitingAndComputing() {
        var request = new MixedRequest(3, 200, 0.75, Mode.SERIAL, 40);
        assertThat(request.slicePause()).isEqualTo(Duration.ofMillis(15));
        assertThat(request.taskUnits(7)).as("the request's own pace goes first").isEqualTo(2_000);
        assertThat(new MixedRequest(3, 200, 0.75, Mode.SERIAL, 0).taskUnits(7)).isEqualTo(350);
    }

    @Test
    void unitsThatDoNotDivideEvenlyAreAllDone() {
        var request = new MixedRequest(1, 101, 0.5, Mode.SERIAL, 1);
        assertThat(IntStream.range(0, MixedRequest.SLICES)
                        .map(slice -> request.sliceUnits(slice, 0))
                        .sum())
                .isEqualTo(request.taskUnits(0))
                .isEqualTo(51);
    }

    @Test
    void purelyWaitingTaskComputesNothingAndTheOtherWayRound() {
        assertThat(new MixedRequest(1, 100, 1, Mode.SERIAL, 50).taskUnits(0)).isZero();
        assertThat(new MixedRequest(1, 100, 0, Mode.SERIAL, 50).slicePause()).isZero();
    }
}
