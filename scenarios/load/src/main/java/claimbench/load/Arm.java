package claimbench.load;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request of a scenario. What the arms of a scenario are to its users, {@link Turns} says.
 *
 * @param name what the request is called in all that is recorded; unique within the scenario
 * @param manner how it is sent
 * @param always the request, where it is always the same; else null
 * @param asks the request that somebody sends next
 */
public record Arm(String name, Manner manner, @Nullable Ask always, Function<Asker, Ask> asks) {

    /** How a request is sent and its answer received. */
    public enum Manner {
        GET,
        /** With a body of JSON. */
        POST,
        /** A GET whose answer is a stream of events, each taken as it comes. */
        STREAM
    }

    /** A GET that is always the same, to be answered with 200. */
    public Arm(String name, String target, BodyCheck check) {
        this(name, Manner.GET, new Ask(target, check));
    }

    /** A GET that is always the same. */
    static Arm get(String name, String target, int status, BodyCheck check) {
        return new Arm(name, Manner.GET, new Ask(target, "", status, check));
    }

    /** A GET that differs from user to user and from time to time. */
    static Arm get(String name, Function<Asker, Ask> asks) {
        return new Arm(name, Manner.GET, null, asks);
    }

    /** A POST. */
    static Arm post(String name, Function<Asker, Ask> asks) {
        return new Arm(name, Manner.POST, null, asks);
    }

    /** A GET that is answered with a stream of tokens. */
    static Arm stream(String name, String target, int tokens) {
        return new Arm(name, Manner.STREAM, new Ask(target, BodyCheck.streamed(tokens)));
    }

    private Arm(String name, Manner manner, Ask always) {
        this(name, manner, always, asker -> always);
    }

    /** The same request under another name. */
    Arm named(String other) {
        return new Arm(other, manner, always, asks);
    }

    /** The request that this user sends next. */
    public Ask ask(Asker asker) {
        return asks.apply(asker);
    }

    boolean isStream() {
        return manner == Manner.STREAM;
    }
}
