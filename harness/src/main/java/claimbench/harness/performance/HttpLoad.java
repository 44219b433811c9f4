package claimbench.harness.performance;

/**
 * A load of {@code wrk}: so many connections, each with one request at a time.
 *
 * @param name as in results: the route's
 * @param target path and query
 * @param connections at once
 */
public record HttpLoad(String name, String target, int connections) {
    /** The cost of the stack alone. */
    public static final HttpLoad PLAINTEXT = new HttpLoad("plaintext", "/plaintext", 64);

    /** Many that wait at once: the cost of waiting. */
    public static final HttpLoad WAIT = new HttpLoad("wait", "/wait?ms=100", 10_000);
}
