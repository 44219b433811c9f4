package claimbench.harness.claim;

import claimbench.harness.claim.Evidence.Placement;
import java.util.List;
import java.util.Map;

/**
 * One case of a claim on one target: the smallest thing that is true or false.
 *
 * @param label which case
 * @param target on which target, or what ran the program
 * @param rows its figures, as far as they could be computed
 * @param traces what a program did; empty where targets were measured
 * @param doubts why nothing can be said of it; empty where something can
 * @param settings of the target's pools, queues and loops
 */
record Cell(
        Text label,
        String target,
        List<Row> rows,
        List<TraceRow> traces,
        List<Doubt> doubts,
        Map<String, Object> settings) {

    /** The same trials, asked at another level of confidence. */
    Cell at(double level) {
        return new Cell(label, target, rows.stream().map(row -> row.at(level)).toList(), traces, doubts, settings);
    }

    /** The same under another name of its target. */
    Cell on(String other) {
        return new Cell(label, other, rows, traces, doubts, settings);
    }

    /** The same without one of its doubts, where that is said elsewhere. */
    Cell without(Text doubt) {
        return new Cell(
                label,
                target,
                rows,
                traces,
                doubts.stream().filter(one -> !one.said().equals(doubt)).toList(),
                settings);
    }

    enum State {
        /** Every figure is as expected, and so is the trace. */
        HOLDS,
        /** Some figure is certainly not. */
        FAILS,
        /** Neither is certain. */
        UNDECIDED
    }

    State state() {
        if (!doubts.isEmpty()) {
            return State.UNDECIDED;
        }
        // A case says that all its figures come out, so one that certainly does not decides it.
        if (rows.stream().anyMatch(row -> row.evidence().placement() == Placement.OUTSIDE)
                || traces.stream().anyMatch(trace -> !trace.asExpected())) {
            return State.FAILS;
        }
        return rows.stream().allMatch(row -> row.evidence().placement() == Placement.INSIDE)
                ? State.HOLDS
                : State.UNDECIDED;
    }

    /** Whether nothing is wrong with it but that there is one trial. */
    boolean firstAnswer() {
        return !doubts.isEmpty()
                && !rows.isEmpty()
                && doubts.stream().allMatch(doubt -> doubt.said().equals(Doubt.ONE_TRIAL));
    }

    /** Whether every figure itself lies within, whatever its interval. */
    boolean valuesAreInside() {
        return rows.stream().allMatch(row -> row.evidence().valueIsInside());
    }

    List<Row> rows(Placement placement) {
        return rows.stream()
                .filter(row -> row.evidence().placement() == placement)
                .toList();
    }
}
