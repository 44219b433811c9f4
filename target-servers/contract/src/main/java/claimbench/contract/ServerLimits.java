package claimbench.contract;

import java.time.Duration;

/**
 * What bounds a server as a whole. The same for every target and for the upstream, so that no result comes from a bound
 * that one of them has and another has not. What it takes from a single client is bounded by {@link HttpLimits}. Beyond a
 * bound a request is refused with 503 and {@code Retry-After}; nothing that was taken on is dropped.
 */
public final class ServerLimits {
    /**
     * Connections that may wait to be accepted: more than any trial opens at once, so that none is turned away. The kernel
     * may allow fewer.
     */
    public static final int ACCEPT_BACKLOG = 16_384;

    /** How long what is in flight may take after a stop is asked for; then it is cut off. */
    public static final Duration DRAIN_MAX = Duration.ofSeconds(10);

    /** Requests in flight at once: they wait, and cost little. */
    public static final int REQUESTS_MAX = 20_000;

    /**
     * Requests in flight at once that keep a core busy. A few for each core would do; this many keep the wait of the last
     * within what a client bears.
     */
    public static final int CPU_REQUESTS_MAX = 200;

    /** Connections to the database, unless an option says otherwise. */
    public static final int DATABASE_POOL = 20;

    /** Requests that may wait for a connection to the database. */
    public static final int DATABASE_QUEUE_MAX = 1_000;

    /** How long one may wait for a connection to the database. */
    public static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(5);

    /**
     * How long the database may take to let us in: shorter than the wait for a connection, or a database that lets nobody in
     * would look like a pool that is too small.
     */
    public static final Duration DATABASE_CONNECT_MAX = Duration.ofSeconds(3);

    /**
     * Requests that may wait for one of the threads that a server with event loops keeps for what blocks. A server with a
     * thread for each request has no such threads.
     */
    public static final int OFF_LOAD_QUEUE_MAX = 1_000;

    /** Background tasks that are carried out at once. */
    public static final int BACKGROUND_TASKS = 500;

    /** Background tasks that may wait for their turn. */
    public static final int BACKGROUND_QUEUE_MAX = 1_000;

    /**
     * How long a call of the upstream may go without a byte of its answer: longer than any latency or gap that a request can
     * ask for. What stalls for longer is given up, so that it does not hold its place for ever.
     */
    public static final Duration UPSTREAM_MAX = Duration.ofSeconds(90);

    /**
     * How long the upstream may take to take a connection: longer than it takes a system to ask for it five times (after 1, 3,
     * 7 and 15 seconds), so that a burst of connections is not taken for an upstream that is gone.
     */
    public static final Duration UPSTREAM_CONNECT_MAX = Duration.ofSeconds(20);

    /** How long a query may take: longer than any that a request can ask for. */
    public static final Duration DATABASE_ANSWER_MAX = Duration.ofSeconds(90);

    /** How long a client may take for a request's head, from its first byte to its last. */
    public static final Duration HEAD_MAX = Duration.ofSeconds(10);

    /** How long a client may take for a request's body. */
    public static final Duration BODY_MAX = Duration.ofSeconds(30);

    /** How long a client may keep a connection on which it asks nothing. */
    public static final Duration IDLE_MAX = Duration.ofMinutes(5);

    /** How long a client may take not a single byte of an answer that is sent to it. */
    public static final Duration WRITE_MAX = Duration.ofSeconds(30);

    private ServerLimits() {}
}
