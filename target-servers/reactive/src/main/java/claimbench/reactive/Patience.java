package claimbench.reactive;

import claimbench.contract.ServerLimits;
import java.time.Duration;

/**
 * How long a client may take for what it has begun.
 *
 * @param headMax for a request's head, from its first byte
 * @param bodyMax for a request's body, from the end of its head
 * @param idleMax with nothing asked
 * @param writeMax without taking a byte of an answer
 */
record Patience(Duration headMax, Duration bodyMax, Duration idleMax, Duration writeMax) {
    static final Patience DEFAULT =
            new Patience(ServerLimits.HEAD_MAX, ServerLimits.BODY_MAX, ServerLimits.IDLE_MAX, ServerLimits.WRITE_MAX);
}
