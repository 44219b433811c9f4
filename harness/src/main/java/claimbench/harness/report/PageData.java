package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.util.List;
import java.util.Optional;

/**
 * All that a report is made from, worked out once for every language and format.
 *
 * @param catalogue that the verdicts are of
 * @param drawings that were made, or whose making failed
 * @param identify whether addresses that are in the run may be in its report
 */
record PageData(
        StoredRun run,
        List<Verdict> verdicts,
        Catalogue catalogue,
        ControlsTable controls,
        Optional<AaComparison> aa,
        List<ReportDrawing> drawings,
        boolean identify) {

    /** Whether servers were to be put under load. */
    boolean underLoad() {
        return !run.run().plan().isEmpty();
    }

    /** The trials that a claim's figures are from. */
    List<Trial> trials(Claim claim) {
        return run.trials().stream()
                .filter(trial ->
                        claim.experiments(true).contains(trial.condition().experiment()))
                .toList();
    }

    /** The drawings that belong to a claim. */
    List<ReportDrawing> drawings(Claim claim) {
        return drawings.stream().filter(drawing -> drawing.isOf(claim.id())).toList();
    }

    /** Those that belong to none. */
    List<ReportDrawing> ofNoClaim() {
        return drawings.stream().filter(drawing -> drawing.claims().isEmpty()).toList();
    }
}
