package claimbench.contract;

import java.time.Duration;

/**
 * What a client is told of a call of the upstream that failed: the same words on each target, since a failed call's reason
 * is part of an answer. They name the call's target, and repeat nothing that the upstream has said.
 */
public final class UpstreamFailure {
    private UpstreamFailure() {}

    /** An answer with a status that is no success. */
    public static String status(String target, int status) {
        return target + " was answered with status " + status;
    }

    /** An answer with a success, and a body that is not what the contract says. */
    public static String noResult(String target) {
        return target + " was answered with what is no result";
    }

    /** A stream of tokens that is not one, or that is not whole. */
    public static String noTokens(String target) {
        return target + " was answered with what is no stream of tokens";
    }

    /**
     * An upstream that takes no connection.
     *
     * @param limit how long it was waited for, in milliseconds
     */
    public static String noConnection(Duration limit) {
        return "no connection within " + limit.toMillis() + " ms";
    }

    /**
     * An upstream that says nothing.
     *
     * @param limit how long it was waited for, in whole seconds
     */
    public static String silent(Duration limit) {
        return "no byte for " + limit.toSeconds() + " s";
    }
}
