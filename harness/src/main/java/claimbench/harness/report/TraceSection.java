package claimbench.harness.report;

import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.CodeBlock;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The traces of a claim as people read them: each scene once for all that gave the same lines, and beside it the lines that
 * were expected where these are others.
 */
final class TraceSection {
    private TraceSection() {}

    /** What there is to show of a verdict; nothing where no program shows it. */
    static List<Block> of(Verdict verdict, Say say) {
        var subjectsByTrace = new LinkedHashMap<Map.Entry<String, List<String>>, List<String>>();
        for (TraceRow row : verdict.traces()) {
            List<String> subjects = subjectsByTrace.computeIfAbsent(
                    Map.entry(row.expected().scene(), row.trace()), trace -> new ArrayList<>());
            if (!subjects.contains(row.subject())) {
                subjects.add(row.subject());
            }
        }
        var blocks = new LinkedHashSet<List<Block>>();
        subjectsByTrace.forEach((trace, subjects) -> blocks.add(shown(
                say.pick(
                        "Trace of `" + trace.getKey() + "` on " + names(subjects, say) + ":",
                        "`" + trace.getKey() + "` 的输出，" + names(subjects, say) + "："),
                trace.getValue())));
        verdict.traces().stream()
                .filter(row -> !row.asExpected())
                .forEach(row -> blocks.add(shown(
                        say.pick(
                                "Expected of `" + row.expected().scene() + "` for the case: "
                                        + row.label().en() + ":",
                                "`" + row.expected().scene() + "` 的预期输出（情形："
                                        + row.label().zh() + "）："),
                        row.expected().lines())));
        return blocks.stream().flatMap(List::stream).toList();
    }

    private static List<Block> shown(String heading, List<String> lines) {
        return List.of(new Paragraph(Prose.of(heading)), CodeBlock.of(String.join("\n", lines)));
    }

    private static String names(List<String> subjects, Say say) {
        return subjects.size() == 1
                ? say.pick(subjects.getFirst(), "在 " + subjects.getFirst() + " 上")
                : say.pick(say.list(subjects) + ", line by line the same", say.list(subjects) + " 上逐行相同");
    }

    /** A line of the table of verdicts: where a case's trace is as expected. */
    record Line(String figure, String expected, String measured) {}

    static List<Line> lines(Verdict verdict, Say say) {
        var rowsByCase = new LinkedHashMap<String, List<TraceRow>>();
        verdict.traces()
                .forEach(row -> rowsByCase
                        .computeIfAbsent(row.caseLabel(), label -> new ArrayList<>())
                        .add(row));
        return rowsByCase.values().stream()
                .map(rows -> {
                    int lines = rows.getFirst().expected().lines().size();
                    return new Line(
                            say.of(rows.getFirst().label()),
                            say.pick(lines + (lines == 1 ? " exact line" : " exact lines"), "逐字相同的 " + lines + " 行"),
                            found(rows, say));
                })
                .toList();
    }

    private static String found(List<TraceRow> rows, Say say) {
        List<String> as = rows.stream()
                .filter(TraceRow::asExpected)
                .map(TraceRow::subject)
                .toList();
        List<String> not = rows.stream()
                .filter(row -> !row.asExpected())
                .map(TraceRow::subject)
                .toList();
        var parts = new ArrayList<String>();
        if (!as.isEmpty()) {
            parts.add(say.pick("these on " + say.list(as), say.list(as) + " 上正是如此"));
        }
        if (!not.isEmpty()) {
            parts.add(say.pick("others on " + say.list(not), say.list(not) + " 上不同"));
        }
        return String.join(say.semicolon(), parts);
    }
}
