package claimbench.harness.run;

import claimbench.harness.experiment.Plan;
import claimbench.harness.result.PlannedTrial;
import java.time.Duration;
import java.util.List;

/**
 * How long the rest of a run should take: the plan's estimate, corrected by what its trials really took. The first trials tell little of that: a run
 * whose first one took a fifth longer than planned will hardly do so to its end. So it is as if some time before them had gone to plan.
 */
final class Pace {
    private static final Duration GONE_TO_PLAN = Duration.ofMinutes(2);

    private long plannedMillis = GONE_TO_PLAN.toMillis();
    private long tookMillis = GONE_TO_PLAN.toMillis();

    void took(PlannedTrial trial, Duration time) {
        plannedMillis += Plan.estimate(List.of(trial)).toMillis();
        tookMillis += time.toMillis();
    }

    Duration left(List<PlannedTrial> rest) {
        long estimateMillis = Plan.estimate(rest).toMillis();
        return Duration.ofMillis(Math.round((double) estimateMillis * tookMillis / plannedMillis));
    }
}
