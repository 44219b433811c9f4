package claimbench.harness.run;

import claimbench.harness.result.RunFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the trials of a run have in common beside their plan.
 *
 * @param poolSizes what targets have said of their pools so far
 * @param ceiling requests a second that the generator sends to a server that costs nothing; empty where that was not measured
 * @param heapMeasured ids of the conditions of which one trial has measured the target's heap
 * @param spansRecorded ids of the conditions of which one trial has recorded spans
 */
record TrialsShared(
        PoolSizes poolSizes, Optional<Double> ceiling, Set<String> heapMeasured, Set<String> spansRecorded) {
    /** At a run's begin. */
    static TrialsShared of(Optional<Double> ceiling) {
        return new TrialsShared(new PoolSizes(), ceiling, new HashSet<>(), new HashSet<>());
    }

    /**
     * A trial does not count: what it alone has stored of its condition, the next one stores anew.
     *
     * @param aside its folder
     */
    void forget(String conditionId, Path aside) {
        if (Files.exists(aside.resolve(RunFiles.HEAP))) {
            heapMeasured.remove(conditionId);
        }
        if (Files.exists(aside.resolve(RunFiles.SPANS))) {
            spansRecorded.remove(conditionId);
        }
    }
}
