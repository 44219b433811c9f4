package claimbench.harness.run;

import claimbench.harness.result.Trial;
import java.nio.file.Path;
import java.util.List;

/**
 * How a run ended.
 *
 * @param dir its directory
 * @param trials every trial, in order
 */
public record RunResult(Path dir, List<Trial> trials) {

    /** Trials that were not measured. */
    public List<Trial> failed() {
        return trials.stream().filter(trial -> !trial.completed()).toList();
    }

    /** Trials that were measured, and failed a trust check. */
    public List<Trial> doubtful() {
        return trials.stream()
                .filter(Trial::completed)
                .filter(trial -> trial.findings().stream().anyMatch(finding -> finding.failed()))
                .toList();
    }
}
