package claimbench.harness.report;

import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The traces of a claim as people read them: each scene once for all that gave the same lines, and beside it the lines that
 * were expected where these are others.
 */
public final class Traces {
    private Traces() {}

    /**
     * Lines with what they are.
     *
     * @param heading what they are, in words
     * @param lines of a trace
     */
    public record Block(String heading, List<String> lines) {}

    /** What there is to show of a verdict. */
    public static List<Block> blocks(Verdict verdict) {
        var subjectsByTrace = new LinkedHashMap<Map.Entry<String, List<String>>, List<String>>();
        for (TraceRow row : verdict.traces()) {
            List<String> subjects = subjectsByTrace.computeIfAbsent(
                    Map.entry(row.expected().scene(), row.trace()), trace -> new ArrayList<>());
            if (!subjects.contains(row.subject())) {
                subjects.add(row.subject());
            }
        }
        var blocks = new ArrayList<Block>();
        subjectsByTrace.forEach((trace, subjects) ->
                blocks.add(new Block("Trace of `" + trace.getKey() + "` on " + names(subjects), trace.getValue())));
        verdict.traces().stream()
                .filter(row -> !row.asExpected())
                .map(row -> new Block(
                        "Expected of `" + row.expected().scene() + "` for the case: " + Markdown.line(row.caseLabel()),
                        row.expected().lines()))
                .distinct()
                .forEach(blocks::add);
        return List.copyOf(blocks);
    }

    private static String names(List<String> subjects) {
        return subjects.size() == 1 ? subjects.getFirst() : String.join(" and ", subjects) + ", line by line the same";
    }

    /** One line for each case: where its trace is as expected. */
    static List<Markdown.Line> lines(Verdict verdict) {
        var rowsByCase = new LinkedHashMap<String, List<TraceRow>>();
        verdict.traces()
                .forEach(row -> rowsByCase
                        .computeIfAbsent(row.caseLabel(), label -> new ArrayList<>())
                        .add(row));
        return rowsByCase.entrySet().stream()
                .map(entry -> new Markdown.Line(
                        Markdown.line(entry.getKey()),
                        found(entry.getValue()),
                        entry.getValue().getFirst().expected().lines().size() + " exact lines"))
                .toList();
    }

    private static String found(List<TraceRow> rows) {
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
            parts.add("these on " + String.join(" and ", as));
        }
        if (!not.isEmpty()) {
            parts.add("**others** on " + String.join(" and ", not));
        }
        return String.join("; ", parts);
    }
}
