package claimbench.load;

import java.util.List;

/**
 * A load whose requests are recorded in some seconds and not in others, to measure what recording costs: one run of Gatling's differs from
 * the next by more than that, and neighbouring seconds of one run do not.
 *
 * <pre>
 * second      0         1       2     3       4         5       6     …
 *          recorded  checked  bare  bare  checked  recorded  recorded
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

    private static final List<RecordingTurn> PERIOD = List.of(RECORDED, CHECKED, BARE, BARE, CHECKED, RECORDED);

    /** After so many seconds it begins again; each has the same part of them. */
    public static final int PERIOD_SECONDS = PERIOD.size();

    /**
     * What is done in a second.
     *
     * @param second from the window's start; negative in the warm-up
     */
    public static RecordingTurn of(int second) {
        return PERIOD.get(Math.floorMod(second, PERIOD_SECONDS));
    }
}
