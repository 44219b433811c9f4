package claimbench.contract;

/**
 * {@code GET /deadline?timeout-ms=&ms=}: a call of the upstream that is given up at the deadline.
 *
 * @param timeoutMs milliseconds until the deadline
 * @param ms how long the upstream takes, in milliseconds
 */
public record DeadlineRequest(int timeoutMs, int ms) {
    public static final Parameter<Integer> TIMEOUT_MS = Parameter.integer("timeout-ms", 1, 60_000);
    public static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000);

    public static DeadlineRequest from(Arguments arguments) {
        return new DeadlineRequest(arguments.get(TIMEOUT_MS), arguments.get(MS));
    }

    /** The call of the upstream. */
    public UpstreamRequest upstreamRequest() {
        return UpstreamRequest.taking(ms);
    }

    /** What the client gets, with status 504, when the deadline comes first. */
    public Problem exceeded() {
        return Problem.deadlineExceeded(
                "the upstream did not answer within " + timeoutMs + " ms; the call was cancelled");
    }

    /**
     * The answer where the upstream is in time.
     *
     * @param result of the call
     * @param elapsedNanos from the call's start to its end, inside the server
     */
    public record Answer(UpstreamRequest.Answer result, long elapsedNanos) {}
}
