package claimbench.load;

import java.util.List;

/**
 * What the users of a scenario do, for given arguments.
 *
 * @param arms every kind of request that is sent
 * @param turns who sends which of them when
 */
public record Behaviour(List<Arm> arms, Turns turns) {

    /** Every user sends all arms in turn. */
    static Behaviour all(Arm... arms) {
        return all(List.of(arms));
    }

    /** The same. */
    static Behaviour all(List<Arm> arms) {
        return new Behaviour(arms, new Turns.All());
    }

    /** One user in so many sends the first arm alone; the rest send the others. */
    static Behaviour oneIn(int every, Arm... arms) {
        return new Behaviour(List.of(arms), new Turns.OneIn(every));
    }
}
