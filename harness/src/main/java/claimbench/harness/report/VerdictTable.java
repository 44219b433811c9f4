package claimbench.harness.report;

import claimbench.harness.claim.Case;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Measure;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdicts as a table for a terminal: plain text, at most {@value #COLUMNS} columns for up to four targets. */
public final class VerdictTable {
    static final int COLUMNS = 100;

    static final int INDENT = 5;
    private static final int WHAT_WIDTH = 35;

    /** How much further to the right a label goes on. */
    private static final int HANGING = 2;

    private static final int EXPECTED_WIDTH = 16;
    private static final int TARGET_WIDTH = 11;

    private VerdictTable() {}

    /** The whole table with its legend, lines ended by a line feed. */
    public static String text(List<Verdict> verdicts) {
        Map<Boolean, List<Verdict>> byProgram = verdicts.stream()
                .collect(Collectors.partitioningBy(verdict -> verdict.claim().shownByProgram()));
        List<Verdict> underLoad = byProgram.getOrDefault(false, List.of());
        List<Verdict> shown = byProgram.getOrDefault(true, List.of());
        var lines = new ArrayList<String>();
        if (!underLoad.isEmpty()) {
            List<String> targets = underLoad.stream()
                    .flatMap(verdict -> Stream.concat(
                            verdict.targets().stream(),
                            verdict.beside().stream().map(row -> row.evidence().target())))
                    .distinct()
                    .toList();
            lines.addAll(header(targets));
            for (Verdict verdict : underLoad) {
                lines.add("");
                lines.addAll(block(verdict, targets));
            }
            lines.add("");
        }
        if (!shown.isEmpty()) {
            lines.addAll(TraceTable.lines(shown));
            lines.add("");
        }
        lines.addAll(legend(verdicts));
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> header(List<String> targets) {
        Function<String, String> top =
                target -> target.contains("-") ? target.substring(0, target.indexOf('-') + 1) : "";
        Function<String, String> bottom = target -> target.substring(target.indexOf('-') + 1);
        return List.of(
                line("", "", targets.stream().map(top).toList()),
                line(
                        "what was measured",
                        "expected",
                        targets.stream().map(bottom).toList()),
                "-".repeat(INDENT + WHAT_WIDTH + EXPECTED_WIDTH + TARGET_WIDTH * targets.size()));
    }

    private static List<String> block(Verdict verdict, List<String> targets) {
        Claim claim = verdict.claim();
        var lines = new ArrayList<String>();
        lines.add(heading(verdict));
        for (Case oneCase : claim.cases()) {
            for (Measure measure : oneCase.measures()) {
                String label = measure.quantity().label();
                lines.addAll(lines(
                        claim.cases().size() > 1 ? oneCase.label().en() + ": " + label : label,
                        expected(verdict, oneCase, measure),
                        targets.stream()
                                .map(target -> {
                                    Optional<Row> beside = row(verdict.beside(), oneCase, measure, target);
                                    if (beside.isPresent()) {
                                        return besideIt(beside.orElseThrow());
                                    }
                                    Optional<Row> row = row(verdict.rows(), oneCase, measure, target);
                                    return row.isPresent() || verdict.targets().contains(target) ? figure(row) : "";
                                })
                                .toList()));
            }
        }
        lines.addAll(why(verdict));
        return lines;
    }

    static String heading(Verdict verdict) {
        return pad(verdict.claim().id(), INDENT)
                + pad(verdict.ruling().name(), 15)
                + verdict.claim().title().en();
    }

    /** Why it is not supported; empty where it is. */
    static List<String> why(Verdict verdict) {
        return verdict.ruling() == Ruling.SUPPORTED
                ? List.of()
                : wrap(verdict.reason(), COLUMNS - INDENT).stream()
                        .map(line -> " ".repeat(INDENT) + line)
                        .toList();
    }

    private static String figure(Optional<Row> row) {
        return row.map(found -> {
                    String mark = switch (found.evidence().placement()) {
                        case INSIDE -> "  ";
                        case OUTSIDE -> " !";
                        case STRADDLES -> " ?";
                    };
                    return measured(found) + mark;
                })
                .orElse("-  ");
    }

    private static String besideIt(Row row) {
        return "(" + measured(row) + ") ";
    }

    private static String measured(Row row) {
        return Figures.measured(row.measure().quantity(), row.evidence().value());
    }

    /** The expected range; it can differ between targets where these have different numbers of cores. */
    private static String expected(Verdict verdict, Case oneCase, Measure measure) {
        List<String> ranges = verdict.rows().stream()
                .filter(row -> row.label().equals(oneCase.label()))
                .filter(row -> row.measure().equals(measure))
                .map(Row::evidence)
                .map(evidence -> Figures.expected(evidence.expectedLow(), evidence.expectedHigh())
                        .en())
                .distinct()
                .toList();
        return ranges.isEmpty() ? "" : ranges.size() == 1 ? ranges.getFirst() : "differs";
    }

    private static Optional<Row> row(List<Row> rows, Case oneCase, Measure measure, String target) {
        return rows.stream()
                .filter(row -> row.label().equals(oneCase.label()))
                .filter(row -> row.measure().equals(measure))
                .filter(row -> row.evidence().target().equals(target))
                .findFirst();
    }

    private static List<String> legend(List<Verdict> verdicts) {
        var lines = new ArrayList<String>();
        lines.add(summary(verdicts));
        List<Evidence.Placement> placements = verdicts.stream()
                .flatMap(verdict -> verdict.rows().stream())
                .map(row -> row.evidence().placement())
                .distinct()
                .toList();
        boolean otherTraces =
                verdicts.stream().flatMap(verdict -> verdict.traces().stream()).anyMatch(trace -> !trace.asExpected());
        if (placements.contains(Evidence.Placement.OUTSIDE) || otherTraces) {
            lines.add("!  outside of what was expected");
        }
        if (placements.contains(Evidence.Placement.STRADDLES)) {
            lines.add("?  cannot be told: the interval over trials reaches across the edge, or there is no interval");
        }
        if (verdicts.stream()
                .anyMatch(verdict -> !verdict.claim().cases().isEmpty()
                        && !verdict.claim().mapsDecide()
                        && !verdict.beside().isEmpty())) {
            lines.add("() of a target that the claim does not speak of: shown for contrast, and not judged");
        }
        return lines;
    }

    private static String summary(List<Verdict> verdicts) {
        var counts =
                verdicts.stream().collect(Collectors.groupingBy(Verdict::ruling, TreeMap::new, Collectors.counting()));
        return verdicts.size()
                + (verdicts.size() == 1 ? " claim: " : " claims: ")
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " "
                                + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "))
                + basis(verdicts);
    }

    /** What the claims are about, and what was measured instead. */
    private static String basis(List<Verdict> verdicts) {
        long direct = verdicts.stream()
                .filter(verdict -> verdict.basis() == Basis.DIRECT)
                .count();
        List<Verdict> byAnalogy = verdicts.stream()
                .filter(verdict -> verdict.basis() == Basis.ANALOGY)
                .toList();
        if (byAnalogy.isEmpty() && direct > 0) {
            return ", on Python itself";
        }
        return (direct > 0 ? ", " + direct + " on Python itself, " + byAnalogy.size() : ",") + analogy(byAnalogy);
    }

    private static String analogy(List<Verdict> verdicts) {
        List<String> brought = verdicts.stream()
                .flatMap(verdict -> verdict.brought().stream())
                .distinct()
                .toList();
        boolean ours = verdicts.stream().anyMatch(verdict -> !verdict.brought().containsAll(verdict.targets()));
        String measured = Stream.of(
                        ours || brought.isEmpty() ? "measured on Java" : "",
                        brought.isEmpty() ? "" : "the language of " + String.join(", ", brought) + " is not known")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
        return " by analogy (about Python, " + measured + ")";
    }

    /** A label that is wider than its column goes on below it. */
    private static List<String> lines(String what, String expected, List<String> figures) {
        List<String> labels = wrap(what, WHAT_WIDTH - HANGING);
        var lines = new ArrayList<String>();
        lines.add(line(labels.getFirst(), expected, figures));
        labels.stream().skip(1).forEach(label -> lines.add(" ".repeat(INDENT + HANGING) + label));
        return lines;
    }

    /** Each figure ends where its column does, also after something that was too wide for its own. */
    private static String line(String what, String expected, List<String> figures) {
        var line = new StringBuilder(" ".repeat(INDENT) + pad(what, WHAT_WIDTH) + pad(expected, EXPECTED_WIDTH));
        int end = INDENT + WHAT_WIDTH + EXPECTED_WIDTH;
        for (String figure : figures) {
            end += TARGET_WIDTH;
            line.repeat(' ', Math.max(0, end - line.length() - figure.length())).append(figure);
        }
        return line.toString();
    }

    /** Long words stay whole. */
    private static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
