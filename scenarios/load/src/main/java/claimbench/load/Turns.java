package claimbench.load;

import java.util.List;
import java.util.stream.IntStream;

/** Who sends which arm when. */
public sealed interface Turns {

    /**
     * Every user sends all arms in turn and in random order: what the machine does meanwhile falls on all alike, so that
     * the arms can be compared.
     */
    record All() implements Turns {}

    /**
     * One user in so many sends nothing but the first arm; the rest send the others in turn. So those who do harm do not
     * wait for those who are harmed.
     *
     * @param every at least 2
     */
    record OneIn(int every) implements Turns {}

    /** A user sends the arms one after another, from the first to the last, and thinks in between. */
    record Journey(int thinkMs) implements Turns {}

    /** The window is cut into stages, one after another; in each of them, everybody sends its arm. */
    record Staged(List<Stage> stages) implements Turns {}

    /**
     * Part of a window.
     *
     * @param endsAt its end as a part of the window, from 0 to 1; the last one's is 1
     * @param requestsPerSecond arrivals; 0 for what the run is asked to do
     */
    record Stage(double endsAt, int requestsPerSecond) {}

    /** Whether the load's shape comes with it: arrivals at rates of its own. */
    default boolean isShaped() {
        return this instanceof Staged(List<Stage> stages)
                && stages.stream().anyMatch(stage -> stage.requestsPerSecond > 0);
    }

    /** The order in which a user of a closed load sends its arms, where that does not depend on the time. */
    default ArmOrder order(int arms, long seed, long user) {
        return switch (this) {
            case All all -> new RandomRounds(range(0, arms), seed, user);
            case OneIn(int every) -> new RandomRounds(user % every == 0 ? range(0, 1) : range(1, arms), seed, user);
            case Journey journey -> new InOrder(arms);
            case Staged staged -> () -> 0;
        };
    }

    /**
     * The first arm of an arrival of an open load, where that does not depend on the time. Unless on a journey, it is the
     * only one.
     *
     * @param arrival counted from 0
     */
    default int ofArrival(int arms, long seed, long arrival) {
        return switch (this) {
            case All all -> RandomRounds.ofArrival(arms, seed, arrival);
            case OneIn(int every) ->
                arrival % every == 0
                        ? 0
                        // The place among those who are not one in so many.
                        : 1 + RandomRounds.ofArrival(arms - 1, seed, arrival - arrival / every - 1);
            case Journey journey -> 0;
            case Staged staged -> 0;
        };
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
