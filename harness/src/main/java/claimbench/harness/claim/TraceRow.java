package claimbench.harness.claim;

import java.util.List;
import java.util.Optional;

/**
 * What a program did, beside what was expected of it.
 *
 * @param label which case of the claim
 * @param subject what ran the program
 * @param expected the lines, and why
 * @param trace the lines that it gave
 * @param runs in how many processes, all with these same lines
 */
public record TraceRow(Text label, String subject, ExpectedTrace expected, List<String> trace, int runs) {

    /** Which case of the claim, in English: what tells rows apart. */
    public String caseLabel() {
        return label.en();
    }

    /** Whether every line is as expected, and none is missing or added. */
    public boolean asExpected() {
        return expected.lines().equals(trace);
    }

    /** The first line that is not as expected, in words; empty where all are. */
    public Optional<Text> firstDifference() {
        return firstDifference(expected.lines(), new Text("expected", "预期"), trace);
    }

    /**
     * The first line in which two traces differ, in words.
     *
     * @param otherName what the other trace is
     */
    static Optional<Text> firstDifference(List<String> other, Text otherName, List<String> trace) {
        for (int index = 0; index < Math.max(other.size(), trace.size()); index++) {
            Text line = line(trace, index, new Text("missing", "没有内容"));
            Text otherLine = line(other, index, new Text("no more lines", "没有更多行"));
            if (!line.equals(otherLine)) {
                return Optional.of(new Text(
                        "line " + (index + 1) + " is " + line.en() + ", " + otherName.en() + " " + otherLine.en(),
                        "第 " + (index + 1) + " 行是" + line.zh() + "，" + otherName.zh() + otherLine.zh()));
            }
        }
        return Optional.empty();
    }

    private static Text quoted(String line) {
        return new Text("'" + line + "'", "“" + line + "”");
    }

    private static Text line(List<String> trace, int index, Text none) {
        return index < trace.size() ? quoted(trace.get(index)) : none;
    }
}
