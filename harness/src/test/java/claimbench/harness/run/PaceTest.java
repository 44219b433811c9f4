package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.PlannedTrial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final List<PlannedTrial> TRIALS = Plan.make(
                    Profile.STANDARD, 3, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true)
            .trials();

    private final Pace pace = new Pace();

    @Test
    void beforeTheFirstTrialThePlanIsAllThatIsKnown() {
        assertThat(pace.left(TRIALS)).isEqualTo(Plan.estimate(TRIALS));
    }

    @Test
    void oneSlowTrialDoesNotMakeTheWholeRunAsSlow() {
        took(TRIALS.subList(0, 1), 1.2);

        assertThat(slower(TRIALS)).isBetween(1.0, 1.05);
    }

    @Test
    void runThatIsSlowerThroughoutIsExpectedToStayAlmostSo() {
        took(TRIALS, 1.2);

        assertThat(slower(TRIALS)).isBetween(1.15, 1.2);
    }

    private void took(List<PlannedTrial> trials, double times) {
        for (PlannedTrial trial : trials) {
            Duration planned = Plan.estimate(List.of(trial));
            pace.took(trial, Duration.ofMillis(Math.round(times * planned.toMillis())));
        }
    }

    private double slower(List<PlannedTrial> rest) {
        return pace.left(rest).toMillis() / (double) Plan.estimate(rest).toMillis();
    }
}
