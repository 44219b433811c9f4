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
 */
record PageData(
        StoredRun run,
        List<Verdict> verdicts,
        Catalogue catalogue,
        ControlsTable controls,
        Optional<AaComparison> aa,
        List<ReportDrawing> drawings) {

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

    /** The drawings that stand in a claim's section: each stands beside the first claim that it is of. */
    List<ReportDrawing> drawings(Claim claim) {
        return drawings.stream()
                .filter(drawing -> home(drawing).equals(claim.id()))
                .toList();
    }

    /** Those that are of a claim, and stand beside another. */
    List<ReportDrawing> drawingsElsewhere(Claim claim) {
        return drawings.stream()
                .filter(drawing -> drawing.claims().contains(claim.id()))
                .filter(drawing -> !home(drawing).equals(claim.id()))
                .toList();
    }

    /** Those that are of no claim in particular. */
    List<ReportDrawing> ofNoClaim() {
        return drawings.stream().filter(drawing -> home(drawing).isEmpty()).toList();
    }

    private String home(ReportDrawing drawing) {
        return verdicts.stream()
                .map(verdict -> verdict.claim().id())
                .filter(drawing.claims()::contains)
                .findFirst()
                .orElse("");
    }
}
