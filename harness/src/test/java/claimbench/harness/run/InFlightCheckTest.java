package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.run.InFlightCheck.Sampled;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Little's law between the target's count and the generator's times. */
class InFlightCheckTest {
    private static final double IDLE = 0.1;

    @TempDir
    private Path folder;

    @Test
    void countsThatAgreePass() throws Exception {
        Finding finding = check(40.5);

        assertThat(finding.check()).isEqualTo(TrustCheck.IN_FLIGHT);
        assertThat(finding.state()).isEqualTo(State.PASSED);
        assertThat(finding.detail())
                .startsWith("rate × service time = 40.")
                .contains("the target counted 40.5 (20 samples)");
    }

    @Test
    void targetThatDoesNotSeeItsQueueIsFound() throws Exception {
        Finding finding = check(20);

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).contains("the target counted 20.0", "-5");
    }

    @Test
    void targetThatCountsWhatHasEndedIsFound() throws Exception {
        assertThat(check(60).state()).isEqualTo(State.FAILED);
    }

    @Test
    void meanOfAFewUnevenSamplesIsNotTakenForMoreThanItIs() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);

        assertThat(InFlightCheck.of(Optional.of(new Sampled(46, 0.5, 6)), null, seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.PASSED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(46, 0.05, 6)), null, seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void meanThatMayBeOffByMoreThanAQuarterHasNotPassed() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);

        Finding finding = InFlightCheck.of(Optional.of(new Sampled(40, 4, 6)), Map.of("wait", 40.0), seconds, 0, IDLE);

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail())
                .isEqualTo(
                        "40.0 requests under way on average, the target counted 40.0 (6 samples): +0.0 %; not judged: 79 %"
                                + " may be chance, and more than 25 % could hide what is looked for");
    }

    @Test
    void countThatLiesOutsideOfAWideRoomIsFoundAllTheSame() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);

        assertThat(InFlightCheck.of(Optional.of(new Sampled(0, 1, 6)), Map.of("wait", 40.0), seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.FAILED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(0, 0, 6)), Map.of("wait", 2.0), seconds, 0, IDLE)
                        .state())
                .as("none of two is more than one request less")
                .isEqualTo(State.FAILED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(2, 0, 6)), Map.of("wait", 2.0), seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    /** What waits in the kernel's buffers for a loop that computes is in nobody's count; what was counted and was not there is a fault. */
    @Test
    void targetThatHadNoTimeToReadIsNotBlamedForWhatItHadNotRead() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);
        var underWay = Map.of("wait", 40.0);

        Finding fewer = InFlightCheck.of(Optional.of(new Sampled(20, 0.5, 20)), underWay, seconds, 0, 0.97);

        assertThat(fewer.state()).isEqualTo(State.UNKNOWN);
        assertThat(fewer.detail())
                .endsWith(
                        "not judged: the target's cores were busy for 97 % of the window, and requests that it had no time"
                                + " to read are not in its count");
        assertThat(InFlightCheck.of(Optional.of(new Sampled(60, 0.5, 20)), underWay, seconds, 0, 0.97)
                        .state())
                .as("more than there were")
                .isEqualTo(State.FAILED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(20, 0.5, 20)), underWay, seconds, 0, Double.NaN)
                        .state())
                .as("how busy it was is not known")
                .isEqualTo(State.FAILED);
    }

    @Test
    void whatLiesInTheWindowTellsWhereSecondsDoNot() throws Exception {
        // Four hundred users who ask for two seconds, all at once: they begin in every other second only.
        TrialSeconds waves = new MadeUpSeconds()
                .during(1, 400, 2_000)
                .during(1, 0, 2_000)
                .during(1, 400, 2_000)
                .during(1, 0, 2_000)
                .in(folder);
        Map<String, Double> exact = Map.of("wait", 399.5);

        assertThat(inWaves(400, exact, waves)).isEqualTo(State.PASSED);
        assertThat(inWaves(0, exact, waves)).isEqualTo(State.FAILED);
        assertThat(inWaves(300, exact, waves)).isEqualTo(State.FAILED);
        assertThat(inWaves(0, null, waves))
                .as("by the second from 0 to thousands: no count could fail, so none passes")
                .isEqualTo(State.UNKNOWN);
        assertThat(inWaves(400, null, waves)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void allKindsOfRequestsAreInFlight() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(3, 400, 100).in(folder);

        assertThat(inWaves(40, Map.of("one", 15.0, "other", 25.0), seconds)).isEqualTo(State.PASSED);
        assertThat(inWaves(25, Map.of("one", 15.0, "other", 25.0), seconds)).isEqualTo(State.FAILED);
    }

    private static State inWaves(double counted, @Nullable Map<String, Double> underWay, TrialSeconds seconds) {
        return InFlightCheck.of(Optional.of(new Sampled(counted, 1, 7)), underWay, seconds, 0, IDLE)
                .state();
    }

    @Test
    void loadThatGrowsIsNotBlamedForWhatWasInFlightAtItsEnd() throws Exception {
        var growing = new MadeUpSeconds();
        for (int second = 0; second < 10; second++) {
            growing.during(1, 400, 100 + 10 * second);
        }
        TrialSeconds seconds = growing.in(folder);

        Map<String, Double> underWay =
                Map.of("wait", 56.0); // of 58 by times, of which some lies behind the window's end

        assertThat(InFlightCheck.of(Optional.of(new Sampled(56, 1, 20)), underWay, seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.PASSED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(20, 1, 20)), underWay, seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void whatCannotBeComparedSaysWhy() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);
        TrialSeconds few = new MadeUpSeconds().during(2, 400, 100).in(folder);

        assertThat(InFlightCheck.of(Optional.empty(), null, seconds, 0, IDLE))
                .extracting(Finding::state)
                .isEqualTo(State.UNKNOWN);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 20)), null, seconds, 3, IDLE)
                        .detail())
                .isEqualTo("3 requests failed, and were in flight too");
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 20)), null, few, 0, IDLE)
                        .detail())
                .isEqualTo("the window has 2 whole seconds and 20 samples, and it takes 3 and 5");
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 4)), null, seconds, 0, IDLE)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    private Finding check(double inFlight) throws Exception {
        return InFlightCheck.of(
                Optional.of(new Sampled(inFlight, 0.1, 20)),
                null,
                new MadeUpSeconds().during(15, 400, 100).in(folder),
                0,
                IDLE);
    }
}
