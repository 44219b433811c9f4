package claimbench.harness.claim;

import claimbench.harness.stats.Looks;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When a run that may stop early does, and what that costs. It is looked at after each round from the third on, and stops when every interval
 * that a claim rests on is decided: it lies in the expected range, or outside of it.
 *
 * <p>The idea: to look several times and stop when it suits is to ask several times, and one of the answers is wrong more often than
 * the level says. So each look is made at a level of its own, which {@link Looks} takes from the number of looks, such that with the level of
 * the run no look at all is wrong. The verdicts of the run are then those of its last look, at that look's level, whether it
 * stopped there or came to its end. The looks are fixed with the plan: a run that goes on after a cut has the same.
 *
 * <p>Before the third round nobody looks: with two trials an interval is hardly ever decided, and a look would have to be paid for.
 */
public final class EarlyStop {
    /** The first round after which is looked. */
    public static final int FIRST_LOOK = 3;

    /** Fewest rounds of which one can be saved. */
    public static final int ROUNDS_MIN = FIRST_LOOK + 1;

    private EarlyStop() {}

    /**
     * The level of confidence at which a run is judged.
     *
     * @param level that it is to have, with all of its looks
     * @param rounds of its plan, at least {@link #ROUNDS_MIN}
     * @param whole how many of them have ended; what comes before the first look is judged as strictly as that
     */
    public static double level(double level, int rounds, int whole) {
        int[] looks = IntStream.rangeClosed(FIRST_LOOK, rounds).toArray();
        int look = Math.clamp(whole - FIRST_LOOK, 0, looks.length - 1);
        return Looks.levels(level, looks)[look];
    }

    /**
     * Whether there is nothing left to decide: no interval reaches across an edge of its range. Maps are not asked: an edge runs through them,
     * and some interval reaches across it for ever.
     */
    public static boolean decided(List<Verdict> verdicts) {
        List<Row> rows = verdicts.stream()
                .filter(verdict -> !verdict.claim().mapsDecide())
                .flatMap(verdict -> verdict.rows().stream())
                .toList();
        return !rows.isEmpty()
                && rows.stream().noneMatch(row -> row.evidence().placement() == Evidence.Placement.STRADDLES);
    }
}
