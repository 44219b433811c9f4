package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
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
public final class Doubts {
    private Doubts() {}

    /** A line for each failed trial, and one for each check, however many trials failed it. */
    public static List<Text> of(StoredRun run, Catalogue catalogue, List<Verdict> verdicts) {
        var lines = new ArrayList<Text>();
        Map<TrustCheck, List<Text>> failures = new EnumMap<>(TrustCheck.class);
        for (Trial trial : run.trials()) {
            if (!trial.completed()) {
                lines.add(new Text(
                        "trial " + trial.id() + " failed: " + trial.message(),
                        "试验 " + trial.id() + " 失败：" + NotedZh.of(String.valueOf(trial.message()))));
            }
            for (Trial.Finding finding : trial.findings()) {
                if (finding.failed() && matters(finding.check(), trial, run, catalogue)) {
                    failures.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                            .add(new Text(
                                    "trial " + trial.id() + ": " + finding.detail(),
                                    trial.id() + "（" + NotedZh.of(finding.detail()) + "）"));
                }
            }
        }
        for (Trial.Finding finding : run.checks().findings()) {
            if (finding.failed() && mattersToRun(finding.check(), run, catalogue)) {
                lines.add(new Text(
                        "trust check " + finding.check() + " failed for the whole run: " + finding.detail() + ". "
                                + wayOut(finding.check()).en(),
                        "可信度检查 " + finding.check() + " 对整个运行没有通过：" + NotedZh.of(finding.detail()) + "。"
                                + wayOut(finding.check()).zh()));
            }
        }
        lines.addAll(programs(run, verdicts));
        failures.forEach((check, trials) -> lines.add(line(check, trials)));
        return List.copyOf(lines);
    }

    /** Runs of programs that failed, and programs that crashed or did different things: traces that show nothing. */
    private static List<Text> programs(StoredRun run, List<Verdict> verdicts) {
        var lines = new LinkedHashSet<Text>();
        for (ProgramRun programs : run.programRuns()) {
            if (!programs.completed()) {
                lines.add(new Text(
                        "run " + programs.number() + " of the programs on " + programs.subject() + " failed: "
                                + programs.message(),
                        "程序在 " + programs.subject() + " 上的第 " + programs.number() + " 次执行失败："
                                + NotedZh.of(String.valueOf(programs.message()))));
            }
        }
        if (lines.isEmpty()) {
            verdicts.stream()
                    .filter(verdict -> verdict.claim().shownByProgram())
                    .filter(verdict -> verdict.ruling() == Verdict.Ruling.INCONCLUSIVE)
                    .forEach(verdict -> lines.add(new Text(
                            "program " + verdict.claim().id() + " shows nothing: " + verdict.reason(),
                            "程序 " + verdict.claim().id() + " 没有显示出什么："
                                    + verdict.because().zh())));
        }
        return List.copyOf(lines);
    }

    private static Text line(TrustCheck check, List<Text> trials) {
        int more = trials.size() - 1;
        Text first = trials.getFirst();
        return new Text(
                "trust check " + check + " failed in " + first.en()
                        + (more == 0 ? "" : "; and in " + more + (more == 1 ? " more trial" : " more trials")) + ". "
                        + wayOut(check).en(),
                "可信度检查 " + check + " 没有通过：试验 " + first.zh() + (more == 0 ? "" : "，另有 " + more + " 次试验") + "。"
                        + wayOut(check).zh());
    }

    /** What it means that a check failed, and what to do about it. */
    private static Text wayOut(TrustCheck check) {
        return new Text(
                check.meaning() + " " + check.remedy(),
                TrustWords.meaning(check).zh() + TrustWords.remedy(check).zh());
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
