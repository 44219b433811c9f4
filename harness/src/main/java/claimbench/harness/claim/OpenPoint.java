package claimbench.harness.claim;

import claimbench.harness.claim.Evidence.Placement;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something of a claim that a run could not decide, and why: one for each cause, with all that has it.
 *
 * @param kind of cause
 * @param check that failed; null where the cause is another one
 * @param cause in words, with the number of trials that have it
 * @param cases of the claim, or places of a map, that it keeps open
 * @param targets on which
 * @param trials that have it, on all targets together; 0 where it does not lie in single trials
 * @param of so many trials
 * @param where the first of them, by id; empty where the cause says it all
 * @param detail what was seen there, in the words of whoever saw it; empty where there is nothing to add
 */
public record OpenPoint(
        DoubtKind kind,
        @Nullable TrustCheck check,
        Text cause,
        List<Text> cases,
        List<String> targets,
        int trials,
        int of,
        String where,
        String detail) {

    /** What keeps cells open, the causes in the order in which they are met. */
    static List<OpenPoint> of(List<Cell> undecided) {
        var cellsByCause = new LinkedHashMap<Text, List<Cell>>();
        for (Cell cell : undecided) {
            for (Doubt doubt : cell.doubts()) {
                cellsByCause
                        .computeIfAbsent(doubt.said(), cause -> new ArrayList<>())
                        .add(cell);
            }
        }
        var open = new ArrayList<OpenPoint>();
        cellsByCause.forEach((cause, cells) -> open.add(ofDoubt(cause, cells)));
        undecided.stream()
                .filter(cell -> cell.doubts().isEmpty())
                .forEach(cell -> cell.rows(Placement.STRADDLES).forEach(row -> open.add(ofInterval(cell, row))));
        return List.copyOf(open);
    }

    private static OpenPoint ofDoubt(Text cause, List<Cell> cells) {
        // Several cases of a claim rest on the same trials.
        Map<String, Doubt> doubtByTarget = Doubt.byTarget(cause, cells);
        List<Doubt> doubts = List.copyOf(doubtByTarget.values());
        Doubt first = doubts.getFirst();
        int trials = doubts.stream().mapToInt(Doubt::trials).sum();
        int of = doubts.stream().mapToInt(Doubt::of).sum();
        var cases = new LinkedHashSet<Text>();
        cells.forEach(cell -> cases.add(cell.label()));
        return new OpenPoint(
                first.kind(),
                first.check(),
                first.counted(trials, of),
                List.copyOf(cases),
                List.copyOf(doubtByTarget.keySet()),
                trials,
                of,
                first.where(),
                first.detail());
    }

    private static OpenPoint ofInterval(Cell cell, Row row) {
        Evidence evidence = row.evidence();
        Quantity quantity = row.measure().quantity();
        double low = evidence.low() == null ? evidence.value() : evidence.low();
        double high = evidence.high() == null ? evidence.value() : evidence.high();
        Text interval = Figures.range(quantity, low, high);
        Text expected = Figures.expected(evidence.expectedLow(), evidence.expectedHigh());
        var cause = new Text(
                "the interval of " + quantity.label() + ", " + interval.en()
                        + ", reaches across the edge of what was expected, " + expected.en(),
                quantity.labelZh() + "的区间（" + interval.zh() + "）跨过预期范围（" + expected.zh() + "）的边缘");
        return new OpenPoint(
                DoubtKind.INTERVAL, null, cause, List.of(cell.label()), List.of(cell.target()), 0, 0, "", "");
    }
}
