package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import java.util.List;
import java.util.Set;

/**
 * What is asked for.
 *
 * @param parts to measure, at least one
 * @param servers to measure, at least one
 * @param rounds how often each is measured, from 1
 * @param windowSeconds how long each load is measured, from 1
 * @param warmUpSeconds how long it runs before that, from 0
 * @param seed of the order within each round
 */
public record Settings(
        Set<Part> parts, List<Target> servers, int rounds, int windowSeconds, int warmUpSeconds, long seed) {
    /** Fewer are not a median. */
    public static final int ROUNDS_DEFAULT = 3;

    public static final int ROUNDS_MAX = 100;
    public static final int WINDOW_SECONDS_DEFAULT = 10;

    /** On one core the compiler has its work done no sooner: after 5 s it still took a quarter of the server's core. */
    public static final int WARM_UP_SECONDS_DEFAULT = 15;

    public static final int SECONDS_MAX = 600;
}
