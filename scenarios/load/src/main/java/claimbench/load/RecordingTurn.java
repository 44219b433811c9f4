package claimbench.load;

import java.util.List;

/**
 * A load whose requests are recorded in some tenths of a second and not in others, to measure what recording costs: one run of Gatling's
 * differs from the next by more than that, and so do neighbouring seconds of one run; neighbouring tenths much less.
 *
 * <pre>
 * from     0 ms      100 ms   200 ms  300 ms  400 ms    500 ms   600 ms  …
 *          recorded  checked  bare    bare    checked   recorded recorded
 * </pre>
 *
 * <p>So whatever grows or shrinks evenly meets all alike.
 */
public enum RecordingTurn {
    /** As in every other load: recorded, and its body checked. */
    RECORDED,
    /** Its status and its body are checked by what checks them in every other load, and nothing is recorded. */
    CHECKED,
    /** As who uses Gatling without us might write it: its status is checked, and its body is not even read. */
    BARE;

    /** How long a turn lasts: some eighty times as long as a request of the fastest load, so that few fall between two turns. */
    public static final int MILLIS = 100;

    private static final List<RecordingTurn> PERIOD = List.of(RECORDED, CHECKED, BARE, BARE, CHECKED, RECORDED);

    /** So many turns, and it begins again; each has the same part of them. */
    public static final int PERIOD_TURNS = PERIOD.size();

    /**
     * What is done in a turn.
     *
     * @param turn counted from the window's start; negative in the warm-up
     */
    public static RecordingTurn of(long turn) {
        return PERIOD.get(Math.floorMod(turn, PERIOD_TURNS));
    }
}
