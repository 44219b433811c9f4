package claimbench.harness.performance;

import java.util.List;

/**
 * A request in whose middle the client leaves.
 *
 * @param name as in results
 * @param target path and query
 * @param calls of the upstream that it makes
 * @param streamed whether the client has had the first of the answer; else nothing
 */
record Leaving(String name, String target, int calls, boolean streamed) {
    /** By closing: an end of what a client sends is its leaving here. */
    static final Leaving STREAM = new Leaving("leaving-stream", "/answer?tokens=100&gap-ms=0&mode=stream", 1, true);

    /**
     * By a reset, here and below: a client that has only ended what it sends may still wait for its answer, and is answered.
     */
    static final Leaving FANOUT = new Leaving(
            "leaving-fanout", "/fanout?calls=3&mode=concurrent&ms=60000&distribution=fixed&seed=1", 3, false);

    static final Leaving DEADLINE = new Leaving("leaving-deadline", "/deadline?timeout-ms=60000&ms=60000", 1, false);

    static final List<Leaving> ALL = List.of(STREAM, FANOUT, DEADLINE);
}
