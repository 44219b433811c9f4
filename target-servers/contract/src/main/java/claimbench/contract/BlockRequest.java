package claimbench.contract;

import java.util.Locale;

/**
 * {@code GET /block?ms=&where=}: a call that blocks its thread, as a driver does that knows nothing of loops. On a loop this
 * is the misuse that stalls everybody else; off-loaded it holds up nobody. A target without a loop treats both alike.
 *
 * @param ms how long it blocks, in milliseconds
 * @param where on the loop, or on a pool of threads
 */
public record BlockRequest(int ms, Where where) {
    public static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000);
    public static final Parameter<Where> WHERE = Parameter.choice("where", Where.LOOP, Where.POOL);

    /** What is blocked. */
    public enum Where implements WireName {
        /** The thread that handles the request. */
        LOOP,
        /** A thread of a pool, for which the request waits. */
        POOL;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static BlockRequest from(Arguments arguments) {
        return new BlockRequest(arguments.get(MS), arguments.get(WHERE));
    }

    /** Blocks the calling thread. */
    public void block() throws InterruptedException {
        Thread.sleep(ms);
    }

    /**
     * The answer.
     *
     * @param blockedMs what was asked for
     * @param elapsedNanos how long the request took, inside the server; a wait for a thread of the pool is part of it
     */
    public record Answer(int blockedMs, long elapsedNanos) {}
}
