package claimbench.harness.run;

import claimbench.harness.experiment.Plan;
import claimbench.harness.result.PlannedTrial;
import java.time.Duration;
import java.util.List;

/** How long the rest of a run should take: the plan's estimate, corrected by what its trials really took. */
final class Pace {
    private long plannedMillis;
    private long tookMillis;

    void took(PlannedTrial trial, Duration time) {
        plannedMillis += Plan.estimate(List.of(trial)).toMillis();
        tookMillis += time.toMillis();
    }

    Duration left(List<PlannedTrial> rest) {
        long estimateMillis = Plan.estimate(rest).toMillis();
        return plannedMillis == 0
                ? Duration.ofMillis(estimateMillis)
                : Duration.ofMillis(Math.round((double) estimateMillis * tookMillis / plannedMillis));
    }
}
