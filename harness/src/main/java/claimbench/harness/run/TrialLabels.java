package claimbench.harness.run;

import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.harness.result.PlannedTrial;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels that the harness adds to samples of a trial's processes. */
final class TrialLabels {
    private TrialLabels() {}

    /**
     * Of one process.
     *
     * @param run its id
     * @param role target, upstream, generator or harness
     */
    static Map<String, String> of(String run, PlannedTrial trial, String role) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(MeterNames.RUN, run);
        labels.put(MeterNames.TRIAL, trial.id());
        labels.put(MeterNames.EXPERIMENT, trial.condition().experiment());
        labels.put(MeterNames.SCENARIO, trial.condition().scenario());
        labels.put(MeterNames.TARGET, trial.condition().target());
        labels.put(MeterNames.ROLE, role);
        return labels;
    }

    /** Value of the label role of a target, whatever its model is called. */
    static final String TARGET = MeteredProcess.REACTIVE.role();
}
