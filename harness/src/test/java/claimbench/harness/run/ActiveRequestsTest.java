package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which targets are asked how much they have in flight. */
class ActiveRequestsTest {
    @Test
    void crowdsAndOpenLoadsThatWaitAreAskedFor() {
        assertThat(ofExperiments("in-flight", "users-200", "users-200-pool-40", "fanout", "equal-rate"))
                .isNotEmpty()
                .allMatch(ActiveRequests::areAskedFor);
    }

    @Test
    void oneUserIsNotDisturbed() {
        assertThat(ofExperiments("io-share", "cpu-turns", "cpu-cores"))
                .isNotEmpty()
                .noneMatch(ActiveRequests::areAskedFor);
    }

    /** The question would stand in the queue, and its answer come when its turn has: a false alarm of a blocked loop. */
    @Test
    void baselineThatServesOneAtATimeIsNotAsked() {
        assertThat(ofExperiments("users-10-one-at-a-time")).isNotEmpty().noneMatch(ActiveRequests::areAskedFor);
    }

    @Test
    void oneOfSeveralWorkersIsNotAskedForAllOfThem() {
        assertThat(ofExperiments("cpu-processes")).isNotEmpty().noneMatch(ActiveRequests::areAskedFor);
        assertThat(ofExperiments("cpu-loops")).isNotEmpty().allMatch(ActiveRequests::areAskedFor);
    }

    private static List<Condition> ofExperiments(String... ids) {
        return Plan.make(Profile.FULL, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true)
                .trials()
                .stream()
                .map(PlannedTrial::condition)
                .filter(condition -> Stream.of(ids).anyMatch(condition.ownExperiment()::equals))
                .distinct()
                .toList();
    }
}
