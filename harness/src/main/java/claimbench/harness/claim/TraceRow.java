package claimbench.harness.claim;

import java.util.List;
import java.util.Optional;

/**
 * What a program did, beside what was expected of it.
 *
 * @param caseLabel which case of the claim
 * @param subject what ran the program
 * @param expected the lines, and why
 * @param trace the lines that it gave
 * @param runs in how many processes, all with these same lines
 */
public record TraceRow(String caseLabel, String subject, ExpectedTrace expected, List<String> trace, int runs) {

    /** Whether every line is as expected, and none is missing or added. */
    public boolean asExpected() {
        return expected.lines().equals(trace);
    }

    /** The first line that is not as expected, in words; empty where all are. */
    public Optional<String> firstDifference() {
        return firstDifference(expected.lines(), "expected", trace);
    }

    /**
     * The first line in which two traces differ, in words.
     *
     * @param otherName what the other trace is
     */
    static Optional<String> firstDifference(List<String> other, String otherName, List<String> trace) {
        for (int index = 0; index < Math.max(other.size(), trace.size()); index++) {
            String line = index < trace.size() ? "'" + trace.get(index) + "'" : "missing";
            String otherLine = index < other.size() ? "'" + other.get(index) + "'" : "no more lines";
            if (!line.equals(otherLine)) {
                return Optional.of("line " + (index + 1) + " is " + line + ", " + otherName + " " + otherLine);
            }
        }
        return Optional.empty();
    }
}
