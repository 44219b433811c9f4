package claimbench.contract;

import java.time.Duration;

/**
 * What bounds a server as a whole. The same for every target and for the upstream, so that no result comes from a bound
 * that one of them has and another has not. What it takes from a single client is bounded by {@link HttpLimits}.
 */
public final class ServerLimits {
    /**
     * Connections that may wait to be accepted: more than any trial opens at once, so that none is turned away. The kernel
     * may allow fewer.
     */
    public static final int ACCEPT_BACKLOG = 16_384;

    /** How long what is in flight may take after a stop is asked for; then it is cut off. */
    public static final Duration DRAIN_MAX = Duration.ofSeconds(10);

    private ServerLimits() {}
}
