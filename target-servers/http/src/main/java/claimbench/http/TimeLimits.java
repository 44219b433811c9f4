package claimbench.http;

import claimbench.contract.ServerLimits;
import java.time.Duration;

/**
 * How long a server waits for a client, each more than zero.
 *
 * @param head for the rest of a request's head, and for the end of a connection that was refused
 * @param body for the rest of a request's body
 * @param idle for the next request
 * @param write for a client that takes nothing of its answer
 */
public record TimeLimits(Duration head, Duration body, Duration idle, Duration write) {
    /** Those of every target. */
    public static final TimeLimits DEFAULT =
            new TimeLimits(ServerLimits.HEAD_MAX, ServerLimits.BODY_MAX, ServerLimits.IDLE_MAX, ServerLimits.WRITE_MAX);

    long nanos(HttpConnection.Waiting waiting) {
        return switch (waiting) {
            case FOR_NOTHING -> Long.MAX_VALUE;
            case FOR_A_REQUEST -> idle.toNanos();
            case FOR_A_HEAD, FOR_THE_END -> head.toNanos();
            case FOR_A_BODY -> body.toNanos();
            case FOR_ROOM -> write.toNanos();
        };
    }
}
