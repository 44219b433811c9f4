package claimbench.harness.performance;

/**
 * A request, and how the right answer is known.
 *
 * @param target path and query
 * @param contained in the body of an answer that is a success
 */
record Ask(String target, String contained) {}
