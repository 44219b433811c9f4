package claimbench.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A question put to targets under load. Its scenario sends every arm that is to be compared (serial, concurrent, …) to
 * the same process in random order, so that one trial of one condition holds both sides of a comparison.
 *
 * @param id as in claims and results
 * @param measures what is measured, in one line
 * @param scenario what users do
 * @param kind what its load needs time for
 * @param parameters of the scenario, by name, for a number of cores
 * @param users of the closed load
 * @param placement on which cores the processes run
 * @param targets which targets it speaks of; empty for all
 */
public record Experiment(
        String id,
        String measures,
        String scenario,
        LoadKind kind,
        IntFunction<Map<String, String>> parameters,
        int users,
        Placement placement,
        List<String> targets) {

    /** Whether this target is measured in it. */
    public boolean speaksOf(String target) {
        return targets.isEmpty() || targets.contains(target);
    }
}
