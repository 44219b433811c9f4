package claimbench.harness.claim;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run says of a claim.
 *
 * @param claim that was judged
 * @param ruling the answer
 * @param basis whether the claim's own subject was measured
 * @param level of confidence of its intervals: the run's, or higher where it is one of several claims
 * @param because one sentence with the run's figures
 * @param open what could not be decided, and why; with a ruling other than inconclusive, some points of its maps
 * @param given what the ruling depends on, each worded from the run's data
 * @param targets it is about, or what ran the program, in the order of tables
 * @param brought those of them that were already running: nobody knows in what language they are written
 * @param rows the evidence, where targets were measured
 * @param beside the same of targets that it does not speak of, which decided nothing
 * @param shown figures beside the evidence, which decided nothing
 * @param traces the evidence, where a program shows the claim
 * @param maps where it is true, sweep by sweep; empty where nothing was swept
 */
public record Verdict(
        Claim claim,
        Ruling ruling,
        Basis basis,
        double level,
        Text because,
        List<OpenPoint> open,
        List<Text> given,
        List<String> targets,
        List<String> brought,
        List<Row> rows,
        List<Row> beside,
        List<ShownRow> shown,
        List<TraceRow> traces,
        List<MapResult> maps) {

    /** The possible answers. */
    public enum Ruling {
        /**
         * The whole interval of every figure lies in the expected range, or every line of every trace is as expected, on
         * every target that it is about.
         */
        SUPPORTED,
        /** True under some conditions and false under others; the conditions are part of the verdict. */
        QUALIFIED,
        /** False under every condition that was measured. */
        CONTRADICTED,
        /** An interval straddles the edge, a trust check failed, or trials are missing; the reason says which. */
        INCONCLUSIVE,
        /** Advice or taste; the reason says why. */
        NOT_TESTABLE
    }

    /** The evidence, with that of targets which it does not speak of behind it. */
    public List<Row> shownRows() {
        return Stream.concat(rows.stream(), beside.stream()).toList();
    }

    /** Why, in English. */
    public String reason() {
        return because.en();
    }

    /** What it depends on, in English. */
    public List<String> conditions() {
        return given.stream().map(Text::en).toList();
    }

    /** The same for another reason. */
    Verdict because(Text other) {
        return new Verdict(
                claim, ruling, basis, level, other, open, given, targets, brought, rows, beside, shown, traces, maps);
    }

    /** The same with what stands beside its evidence. */
    Verdict with(List<Row> otherBeside, List<ShownRow> otherShown, List<MapResult> otherMaps) {
        return new Verdict(
                claim,
                ruling,
                basis,
                level,
                because,
                open,
                given,
                targets,
                brought,
                rows,
                otherBeside,
                otherShown,
                traces,
                otherMaps);
    }

    /** How near the measured thing is to the one that the claim is about. */
    public enum Basis {
        /** The claim is about Python's asyncio, and the target is written in another language, or in one not known. */
        ANALOGY,
        /** The claim's own subject was measured. */
        DIRECT
    }
}
