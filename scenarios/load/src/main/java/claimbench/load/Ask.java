package claimbench.load;

import org.jspecify.annotations.Nullable;

/**
 * One request, ready to be sent.
 *
 * @param target path and query
 * @param body JSON; empty where none is sent
 * @param status of the right answer: not always 200, since a server that is asked for the impossible must say so
 * @param check what the right answer's body must be
 */
public record Ask(String target, String body, int status, BodyCheck check) {
    private static final int OK = 200;

    /** A request without a body, to be answered with 200. */
    public Ask(String target, BodyCheck check) {
        this(target, "", OK, check);
    }

    /** What is wrong with an answer, in a few words; null where nothing is. */
    public @Nullable String fault(int answered, byte[] answer) {
        // The body is looked at in any case: what a check notes of it may be wanted for the next request.
        String wrongBody = check.fault(answer);
        return answered == status ? wrongBody : "status " + answered + (status == OK ? "" : ", not " + status);
    }
}
