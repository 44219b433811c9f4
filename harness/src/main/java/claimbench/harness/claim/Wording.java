package claimbench.harness.claim;

import claimbench.harness.claim.Evidence.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts what was found into plain sentences, with the run's own figures. */
final class Wording {
    /** So many reasons, each of about a hundred characters, fill three lines of a terminal. */
    private static final int DOUBTS_MAX = 2;

    private static final int EXAMPLE_LENGTH_MAX = 100;

    /** Whether the claim has several cases, so that each must be named. */
    private final boolean severalCases;

    /** Whether the cases are sentences of their own. */
    private final boolean quoted;

    Wording(Claim claim) {
        quoted = claim.shownByProgram();
        severalCases = claim.cases().size() > 1;
    }

    /** The claim held everywhere. */
    String supported(List<Cell> cells) {
        return "Holds " + on(cells) + ": " + found(cells) + ".";
    }

    /** The claim held nowhere. */
    String contradicted(List<Cell> cells) {
        return "Does not hold " + on(cells) + ": " + failures(cells) + ".";
    }

    /** The claim held here and not there. */
    String qualified(List<Cell> holding, List<Cell> failing) {
        return "Holds " + on(holding) + "; does not hold " + onWithSettings(failing) + ": " + failures(failing) + ".";
    }

    /** The conditions that the same run found. */
    List<String> conditions(List<Cell> holding, List<Cell> failing) {
        var conditions = new ArrayList<String>();
        conditions.add("holds " + on(holding));
        for (Cell cell : failing) {
            conditions.add("does not hold " + onWithSettings(List.of(cell)) + ": " + failures(List.of(cell)));
        }
        return conditions;
    }

    /**
     * Some of it stayed open. Targets that share a cause share its sentence, and a few causes are enough: the report lists
     * every trial that failed, and every check.
     */
    String inconclusive(List<Cell> undecided, List<Cell> holding, List<Cell> failing) {
        if (holding.isEmpty() && failing.isEmpty() && undecided.stream().allMatch(Cell::firstAnswer)) {
            return firstAnswer(undecided);
        }
        var parts = new ArrayList<String>();
        List<String> doubts = doubts(undecided);
        doubts.stream().limit(DOUBTS_MAX).forEach(parts::add);
        if (doubts.size() > DOUBTS_MAX) {
            parts.add("and " + (doubts.size() - DOUBTS_MAX) + " more reasons, which the report lists");
        }
        if (!holding.isEmpty()) {
            parts.add("holds " + on(holding));
        }
        if (!failing.isEmpty()) {
            parts.add("does not hold " + onWithSettings(failing) + " (" + failures(failing) + ")");
        }
        return capital(String.join("; ", parts)) + ".";
    }

    /** What one trial of each lets one expect, and why that is no verdict. */
    private String firstAnswer(List<Cell> cells) {
        List<Cell> inside = cells.stream().filter(Cell::valuesAreInside).toList();
        List<Cell> outside =
                cells.stream().filter(cell -> !cell.valuesAreInside()).toList();
        var parts = new ArrayList<String>();
        if (!inside.isEmpty()) {
            parts.add("as expected " + on(inside) + " (" + figures(rows(inside)) + ")");
        }
        if (!outside.isEmpty()) {
            parts.add("not as expected " + onWithSettings(outside) + " ("
                    + figures(rows(outside).stream()
                            .filter(row -> !row.evidence().valueIsInside())
                            .toList())
                    + ")");
        }
        return "First answer: " + String.join("; ", parts) + ". " + capital(Doubt.ONE_TRIAL) + ".";
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private List<String> doubts(List<Cell> undecided) {
        var cellsByCause = new LinkedHashMap<String, List<Cell>>();
        for (Cell cell : undecided) {
            for (Doubt doubt : cell.doubts()) {
                cellsByCause
                        .computeIfAbsent(doubt.cause(), cause -> new ArrayList<>())
                        .add(cell);
            }
        }
        var sentences = new ArrayList<String>();
        cellsByCause.forEach((cause, cells) -> sentences.add("undecided " + on(cells) + ": " + words(cause, cells)));
        var straddling = undecided.stream()
                .filter(cell -> cell.doubts().isEmpty())
                .flatMap(cell -> cell.rows(Placement.STRADDLES).stream())
                .collect(Collectors.groupingBy(
                        row -> List.of(row.caseLabel(), row.measure().quantity(), expected(row)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        straddling.values().forEach(rows -> sentences.add(straddling(rows)));
        return sentences;
    }

    /** A cause with the number of trials that have it, on all targets together, and the first of them. */
    private static String words(String cause, List<Cell> cells) {
        // Several cases of a claim rest on the same trials.
        var doubtByTarget = new LinkedHashMap<String, Doubt>();
        for (Cell cell : cells) {
            cell.doubts().stream()
                    .filter(doubt -> doubt.cause().equals(cause))
                    .forEach(doubt -> doubtByTarget.putIfAbsent(cell.target(), doubt));
        }
        var doubts = List.copyOf(doubtByTarget.values());
        int trials = doubts.stream().mapToInt(Doubt::trials).sum();
        if (trials == 0) {
            return shortened(cause);
        }
        int of = doubts.stream().mapToInt(Doubt::of).sum();
        String example = doubts.getFirst().example();
        return cause.replace("%s", trials + " of " + of)
                + (example.isEmpty() ? "" : " (" + (trials > 1 ? "first: " : "") + shortened(example) + ")");
    }

    private static String shortened(String text) {
        return text.length() <= EXAMPLE_LENGTH_MAX
                ? text
                : text.substring(0, EXAMPLE_LENGTH_MAX - 1).strip() + "…";
    }

    /** One figure on several targets, too uncertain on each. */
    private String straddling(List<Row> rows) {
        Row first = rows.getFirst();
        return "undecided"
                + (severalCases ? " for " + first.caseLabel() : "")
                + ": the interval of " + first.measure().quantity().label()
                + " straddles the edge of the expected range ("
                + expected(first) + ") on "
                + list(rows.stream().map(Wording::interval).toList());
    }

    private static String interval(Row row) {
        Evidence evidence = row.evidence();
        double low = evidence.low() == null ? evidence.value() : evidence.low();
        double high = evidence.high() == null ? evidence.value() : evidence.high();
        return evidence.target() + " (" + Figures.range(row.measure().quantity(), low, high) + ")";
    }

    /** Where: the targets, with the cases where these do not all have the same ones. */
    private String on(List<Cell> cells) {
        var targetsByCase = new LinkedHashMap<String, List<String>>();
        for (Cell cell : cells) {
            targetsByCase
                    .computeIfAbsent(
                            quoted ? "'" + cell.caseLabel() + "'" : cell.caseLabel(), label -> new ArrayList<>())
                    .add(cell.target());
        }
        if (!severalCases) {
            return "on " + list(targetsByCase.values().iterator().next());
        }
        if (targetsByCase.values().stream().distinct().count() == 1) {
            return "for " + list(targetsByCase.keySet()) + " on "
                    + list(targetsByCase.values().iterator().next());
        }
        return targetsByCase.entrySet().stream()
                .map(entry -> "for " + entry.getKey() + " on " + list(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Where, with the sizes of pools and queues that the target runs with. */
    private String onWithSettings(List<Cell> cells) {
        return on(cells.stream()
                .map(cell -> cell.settings().isEmpty()
                        ? cell
                        : new Cell(
                                cell.caseLabel(),
                                cell.target() + " with " + settings(cell.settings()),
                                cell.rows(),
                                cell.traces(),
                                cell.doubts(),
                                Map.of()))
                .toList());
    }

    private static String settings(Map<String, Object> settings) {
        return list(settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList());
    }

    /** What was found where all is as expected. */
    private String found(List<Cell> cells) {
        return cells.getFirst().traces().isEmpty() ? figures(rows(cells)) : "every line of the trace is as expected";
    }

    /** What is not as expected: figures, or the first line of each trace that is another. */
    private String failures(List<Cell> cells) {
        List<TraceRow> traces = cells.stream()
                .flatMap(cell -> cell.traces().stream())
                .filter(trace -> !trace.asExpected())
                .toList();
        if (traces.isEmpty()) {
            return figures(failing(cells));
        }
        boolean nameTheCase =
                traces.stream().map(TraceRow::caseLabel).distinct().count() > 1;
        return traces.stream()
                .map(trace -> (nameTheCase ? trace.caseLabel() + ": " : "")
                        + trace.firstDifference().orElseThrow())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The figures of some rows: for each measure the smallest and the largest among the targets. */
    private String figures(List<Row> rows) {
        boolean nameTheCase = rows.stream().map(Row::caseLabel).distinct().count() > 1;
        var byMeasure = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.caseLabel(), row.measure().quantity(), expected(row)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byMeasure.values().stream()
                .map(same -> figure(same, nameTheCase))
                .collect(Collectors.joining("; "));
    }

    private static String figure(List<Row> same, boolean nameTheCase) {
        Row first = same.getFirst();
        var values = same.stream().mapToDouble(row -> row.evidence().value()).summaryStatistics();
        Quantity quantity = first.measure().quantity();
        return (nameTheCase ? first.caseLabel() + ": " : "") + quantity.label() + " "
                + Figures.range(quantity, values.getMin(), values.getMax()) + ", expected " + expected(first);
    }

    private static String expected(Row row) {
        return Figures.expected(row.evidence().expectedLow(), row.evidence().expectedHigh());
    }

    private static List<Row> rows(List<Cell> cells) {
        return cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    }

    private static List<Row> failing(List<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> cell.rows(Placement.OUTSIDE).stream())
                .toList();
    }

    /** "a", "a and b", "a, b and c". */
    static String list(Collection<String> parts) {
        var all = List.copyOf(parts);
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }
}
