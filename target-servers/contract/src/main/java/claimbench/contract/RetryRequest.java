package claimbench.contract;

/**
 * {@code GET /retry?failures=&attempts=}: calls an upstream that fails some times, until it succeeds or the attempts are
 * used up. Only failures that may pass are tried again, and only because the call changes nothing: connections that fail
 * and the statuses 502, 503 and 504. Between attempts it backs off as {@link Backoff} says.
 *
 * @param failures how many calls the upstream fails before it succeeds
 * @param attempts how many calls are made at most
 */
public record RetryRequest(int failures, int attempts) {
    public static final Parameter<Integer> FAILURES = Parameter.integer("failures", 0, 20);
    public static final Parameter<Integer> ATTEMPTS = Parameter.integer("attempts", 1, 10);

    public static RetryRequest from(Arguments arguments) {
        return new RetryRequest(arguments.get(FAILURES), arguments.get(ATTEMPTS));
    }

    /** The call of the upstream for this attempt, from 1. */
    public FlakyRequest upstreamRequest(int attempt) {
        return new FlakyRequest(failures, attempt);
    }

    /** What the client gets, with status 502, when the attempts are used up. */
    public Problem failed(int attemptsMade, String lastError) {
        return Problem.upstreamFailed("the upstream failed " + attemptsMade + (attemptsMade == 1 ? " time" : " times")
                + "; the last error: " + lastError);
    }

    /**
     * The answer.
     *
     * @param attempts how many calls were made, the one that succeeded included
     * @param elapsedNanos from the first call's start to the last one's end, inside the server
     */
    public record Answer(int attempts, long elapsedNanos) {}
}
