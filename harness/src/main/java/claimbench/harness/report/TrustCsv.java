package claimbench.harness.report;

import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;

/** What each trust check saw in each trial, as comma-separated values (RFC 4180): a header, then a line for each. */
final class TrustCsv {
    private TrustCsv() {}

    static String of(StoredRun run) {
        var csv = new StringBuilder(Csv.line("trial", "experiment", "target", "round", "check", "state", "detail"));
        for (Trial trial : run.trials()) {
            for (Trial.Finding finding : trial.findings()) {
                csv.append(Csv.line(
                        trial.id(),
                        trial.condition().experiment(),
                        trial.condition().target(),
                        trial.round(),
                        finding.check(),
                        finding.state(),
                        finding.detail()));
            }
        }
        return csv.toString();
    }
}
