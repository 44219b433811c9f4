package claimbench.contract;

import java.util.List;

/**
 * {@code GET /flaky?failures=&attempt=} of the upstream: 503 while the attempt is among the first {@code failures}, then
 * 200. The caller counts, so that the upstream keeps nothing between calls.
 *
 * @param failures how many attempts fail
 * @param attempt which one this is, from 1
 */
public record FlakyRequest(int failures, int attempt) {
    public static final String PATH = "/flaky";

    private static final Parameter<Integer> FAILURES = Parameter.integer("failures", 0, 1_000);
    private static final Parameter<Integer> ATTEMPT = Parameter.integer("attempt", 1, 1_000);
    private static final List<Parameter<?>> PARAMETERS = List.of(FAILURES, ATTEMPT);

    /**
     * The request that a query stands for.
     *
     * @throws ProblemException 400 that names the parameter
     */
    public static FlakyRequest from(String rawQuery) {
        Arguments arguments = Arguments.parse(rawQuery, PARAMETERS);
        return new FlakyRequest(arguments.get(FAILURES), arguments.get(ATTEMPT));
    }

    /** Whether this attempt fails. */
    public boolean fails() {
        return attempt <= failures;
    }

    /** The request's target: path and query. */
    public String target() {
        return PATH + "?failures=" + failures + "&attempt=" + attempt;
    }

    /** What an attempt gives that succeeds. */
    public record Answer(int attempt) {}
}
