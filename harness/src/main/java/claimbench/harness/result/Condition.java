package claimbench.harness.result;

import java.util.Map;

/**
 * What one trial measures: a target, what users do, in which shape, on which cores.
 *
 * @param experiment id of the experiment that asks for it
 * @param target name in the target catalogue
 * @param scenario name in the scenario catalogue
 * @param parameters of the scenario, by name
 * @param workload shape of the load
 * @param cpus who runs where
 */
public record Condition(
        String experiment,
        String target,
        String scenario,
        Map<String, String> parameters,
        Workload workload,
        CpuSets cpus) {

    /** Unique within a run's plan. */
    public String id() {
        return experiment + "-" + target;
    }
}
