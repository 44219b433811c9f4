package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.ControlsTable;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Why a run's exit code is not 0: trials or programs that failed, and trust checks that failed and matter. A check does not matter
 * where every claim that rests on the experiment says, with a reason, that it cannot bias its figures; nor where no claim
 * rests on it and the table of its figures marks those that it touches.
 */
final class Doubts {
    private Doubts() {}

    /** A line for each failed trial, and one for each check, however many trials failed it. */
    static List<String> of(StoredRun run, Catalogue catalogue, List<Verdict> verdicts) {
        var lines = new ArrayList<String>();
        Map<TrustCheck, List<String>> failures = new EnumMap<>(TrustCheck.class);
        for (Trial trial : run.trials()) {
            if (!trial.completed()) {
                lines.add("trial " + trial.id() + " failed: " + trial.message());
            }
            for (Trial.Finding finding : trial.findings()) {
                if (finding.failed() && matters(finding.check(), trial, run, catalogue)) {
                    failures.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                            .add("trial " + trial.id() + ": " + finding.detail());
                }
            }
        }
        for (Trial.Finding finding : run.checks().findings()) {
            if (finding.failed() && mattersToRun(finding.check(), run, catalogue)) {
                lines.add("trust check " + finding.check() + " failed for the whole run: " + finding.detail() + ". "
                        + finding.check().meaning() + " " + finding.check().remedy());
            }
        }
        lines.addAll(programs(run, verdicts));
        failures.forEach((check, trials) -> lines.add(line(check, trials)));
        return List.copyOf(lines);
    }

    /** Runs of programs that failed, and programs that crashed or did different things: traces that show nothing. */
    private static List<String> programs(StoredRun run, List<Verdict> verdicts) {
        var lines = new LinkedHashSet<String>();
        for (ProgramRun programs : run.programRuns()) {
            if (!programs.completed()) {
                lines.add("run " + programs.number() + " of the programs on " + programs.subject() + " failed: "
                        + programs.message());
            }
        }
        if (lines.isEmpty()) {
            verdicts.stream()
                    .filter(verdict -> verdict.claim().shownByProgram())
                    .filter(verdict -> verdict.ruling() == Verdict.Ruling.INCONCLUSIVE)
                    .forEach(verdict ->
                            lines.add("program " + verdict.claim().id() + " shows nothing: " + verdict.reason()));
        }
        return List.copyOf(lines);
    }

    private static String line(TrustCheck check, List<String> trials) {
        String more = trials.size() == 1 ? "" : " and " + (trials.size() - 1) + " more";
        return "trust check " + check + " failed in " + trials.getFirst() + more + ". " + check.meaning() + " "
                + check.remedy();
    }

    private static boolean mattersToRun(TrustCheck check, StoredRun run, Catalogue catalogue) {
        List<Claim> claims = catalogue.claims().stream()
                .filter(claim -> claim.testable()
                        && !claim.shownByProgram()
                        && run.run().claims().contains(claim.id()))
                .toList();
        return claims.isEmpty()
                || claims.stream().anyMatch(claim -> claim.waiver(check).isEmpty());
    }

    private static boolean matters(TrustCheck check, Trial trial, StoredRun run, Catalogue catalogue) {
        if (ControlsTable.saysItself(trial, check)) {
            return false;
        }
        List<Claim> claims = catalogue.claims().stream()
                .filter(claim -> run.run().claims().contains(claim.id()))
                .filter(claim ->
                        claim.experiments(true).contains(trial.condition().ownExperiment()))
                .toList();
        return claims.isEmpty()
                || claims.stream().anyMatch(claim -> claim.waiver(check).isEmpty());
    }
}
