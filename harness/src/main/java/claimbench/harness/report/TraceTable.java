package claimbench.harness.report;

import claimbench.harness.claim.Case;
import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verdicts on claims that programs show, as lines for a terminal: for each case, whether its trace came out. */
final class TraceTable {
    private static final int CASE_WIDTH = 65;
    private static final int SUBJECT_WIDTH = 14;

    private TraceTable() {}

    static List<String> lines(List<Verdict> verdicts) {
        List<String> subjects = verdicts.stream()
                .flatMap(verdict -> verdict.targets().stream())
                .distinct()
                .toList();
        var lines = new ArrayList<String>();
        lines.add(line("exact trace expected where", subjects));
        lines.add("-".repeat(VerdictTable.INDENT + CASE_WIDTH + SUBJECT_WIDTH * Math.max(2, subjects.size())));
        for (Verdict verdict : verdicts) {
            lines.add("");
            lines.add(VerdictTable.heading(verdict));
            for (Case oneCase : verdict.claim().cases()) {
                lines.add(line(
                        oneCase.label().en(),
                        subjects.stream()
                                .map(subject -> found(verdict, oneCase, subject))
                                .toList()));
            }
            lines.addAll(VerdictTable.why(verdict));
        }
        return lines;
    }

    private static String found(Verdict verdict, Case oneCase, String subject) {
        Optional<TraceRow> row = verdict.traces().stream()
                .filter(one -> one.label().equals(oneCase.label()))
                .filter(one -> one.subject().equals(subject))
                .findFirst();
        return row.map(one -> one.asExpected() ? "yes  " : "no !").orElse("-  ");
    }

    private static String line(String what, List<String> cells) {
        var line = new StringBuilder(" ".repeat(VerdictTable.INDENT) + VerdictTable.pad(what, CASE_WIDTH));
        cells.forEach(cell -> line.append(" ".repeat(Math.max(0, SUBJECT_WIDTH - cell.length())))
                .append(cell));
        return line.toString();
    }
}
