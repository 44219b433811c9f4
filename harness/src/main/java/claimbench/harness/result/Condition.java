package claimbench.harness.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What one trial measures: a target, what users do, in which shape, on which cores.
 *
 * @param experiment id of the experiment that asks for it, or a name made from it, where it is measured again
 * @param target name in the target catalogue
 * @param scenario name in the scenario catalogue
 * @param parameters of the scenario, by name
 * @param workload shape of the load
 * @param cpus who runs where
 * @param options of the target's command line, beyond those that it always has: a pool of another size, more loops
 */
public record Condition(
        String experiment,
        String target,
        String scenario,
        Map<String, String> parameters,
        Workload workload,
        CpuSets cpus,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> options) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // runs of earlier versions had no such key
    public Condition {
        options = options == null ? List.of() : List.copyOf(options);
    }

    /** A target as it comes. */
    public Condition(
            String experiment,
            String target,
            String scenario,
            Map<String, String> parameters,
            Workload workload,
            CpuSets cpus) {
        this(experiment, target, scenario, parameters, workload, cpus, List.of());
    }

    /** End of the experiment's name in a condition that is measured a second time. */
    private static final String AGAIN = "-again";

    /**
     * The same under a name of its own, to be measured a second time in each round (A/A): whatever is found to be different
     * between the two is noise. Claims look for their experiment by its name, so they never rest on it.
     */
    public Condition again() {
        return new Condition(again(experiment), target, scenario, parameters, workload, cpus, options);
    }

    /** The name of an experiment in a condition that is measured a second time. */
    public static String again(String experiment) {
        return experiment + AGAIN;
    }

    /** Whether it is one that is measured a second time. */
    public boolean secondOfTwo() {
        return experiment.endsWith(AGAIN);
    }

    /** The experiment whose conditions these are: the same for one that is measured a second time. */
    public String ownExperiment() {
        return secondOfTwo() ? experiment.substring(0, experiment.length() - AGAIN.length()) : experiment;
    }

    /** Unique within a run's plan. */
    public String id() {
        return experiment + "-" + target;
    }
}
