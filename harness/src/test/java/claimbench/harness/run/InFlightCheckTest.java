package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.run.InFlightCheck.Sampled;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Little's law between the target's count and the generator's times. */
class InFlightCheckTest {
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

        assertThat(InFlightCheck.of(Optional.of(new Sampled(50, 4, 6)), seconds, 0)
                        .state())
                .isEqualTo(State.PASSED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(50, 0.5, 6)), seconds, 0)
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void loadThatGrowsIsNotBlamedForWhatWasInFlightAtItsEnd() throws Exception {
        var growing = new MadeUpSeconds();
        for (int second = 0; second < 10; second++) {
            growing.during(1, 400, 100 + 10 * second);
        }
        TrialSeconds seconds = growing.in(folder);

        // On average 58 by times, of which some lies behind the window's end.
        assertThat(InFlightCheck.of(Optional.of(new Sampled(56, 1, 20)), seconds, 0)
                        .state())
                .isEqualTo(State.PASSED);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(20, 1, 20)), seconds, 0)
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void whatCannotBeComparedSaysWhy() throws Exception {
        TrialSeconds seconds = new MadeUpSeconds().during(10, 400, 100).in(folder);
        TrialSeconds few = new MadeUpSeconds().during(2, 400, 100).in(folder);

        assertThat(InFlightCheck.of(Optional.empty(), seconds, 0))
                .extracting(Finding::state)
                .isEqualTo(State.UNKNOWN);
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 20)), seconds, 3)
                        .detail())
                .isEqualTo("3 requests failed, and were in flight too");
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 20)), few, 0).detail())
                .isEqualTo("the window has 2 whole seconds and 20 samples, and it takes 3 and 5");
        assertThat(InFlightCheck.of(Optional.of(new Sampled(40, 0, 4)), seconds, 0)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    private Finding check(double inFlight) throws Exception {
        return InFlightCheck.of(
                Optional.of(new Sampled(inFlight, 0.1, 20)),
                new MadeUpSeconds().during(15, 400, 100).in(folder),
                0);
    }
}
