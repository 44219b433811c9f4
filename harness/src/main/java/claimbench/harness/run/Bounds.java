package claimbench.harness.run;

import claimbench.contract.ServerLimits;
import java.time.Duration;

/**
 * How long a trial waits for what should happen, before it gives up. No measurement depends on them.
 *
 * @param ready from the start of the processes until all of them are ready
 * @param probe for one answer to a probe
 * @param lateness of the generator's lines, beyond the length of warm-up and window
 * @param drain from the end of the window until the generator has ended
 * @param requestTimeout after which the generator gives a request up; shorter than the drain
 * @param stop from the request to end until a process is ended by force
 */
public record Bounds(
        Duration ready, Duration probe, Duration lateness, Duration drain, Duration requestTimeout, Duration stop) {
    /**
     * Before a process is ended by force. A server first finishes its requests, then its background
     * tasks, each for as long as it may; one with nothing to finish ends at once, and is not waited for.
     */
    static final Duration STOP = ServerLimits.DRAIN_MAX.multipliedBy(2).plusSeconds(5);

    public static final Bounds DEFAULT = new Bounds(
            Duration.ofSeconds(40),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            STOP);
}
