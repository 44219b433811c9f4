package claimbench.harness.report;

import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.Verdict;
import java.util.List;

/**
 * The traces as comma-separated values (RFC 4180): a header, then a line for each line of a trace, with the one that was
 * expected in its place.
 */
final class TracesCsv {
    private TracesCsv() {}

    static String of(List<Verdict> verdicts) {
        var csv = new StringBuilder(
                Csv.line("claim", "verdict", "case", "subject", "scene", "line", "expected", "trace", "runs"));
        for (Verdict verdict : verdicts) {
            for (TraceRow row : verdict.traces()) {
                List<String> expected = row.expected().lines();
                for (int index = 0;
                        index < Math.max(expected.size(), row.trace().size());
                        index++) {
                    csv.append(Csv.line(
                            verdict.claim().id(),
                            verdict.ruling(),
                            row.caseLabel(),
                            row.subject(),
                            row.expected().scene(),
                            index + 1,
                            index < expected.size() ? expected.get(index) : "",
                            index < row.trace().size() ? row.trace().get(index) : "",
                            row.runs()));
                }
            }
        }
        return csv.toString();
    }
}
