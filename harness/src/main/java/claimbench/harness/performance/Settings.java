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
 * @param counts of what is measured by how many of it there are
 * @param seed of the order within each round
 */
public record Settings(
        Set<Part> parts,
        List<Target> servers,
        int rounds,
        int windowSeconds,
        int warmUpSeconds,
        Counts counts,
        long seed) {

    /**
     * How many, and for how long.
     *
     * @param leaves clients that leave, from 1, for each kind of request and server
     * @param streams that are open at once, from 1
     * @param waits that are under way at once, from 1
     * @param soakMinutes of the load that lasts, above 0
     */
    public record Counts(int leaves, int streams, int waits, double soakMinutes) {
        public static final int LEAVES_DEFAULT = 200;
        public static final int LEAVES_MAX = 10_000;
        public static final int STREAMS_DEFAULT = 5_000;
        public static final int WAITS_DEFAULT = 10_000;
        public static final double SOAK_MINUTES_DEFAULT = 10;
        public static final double SOAK_MINUTES_MIN = 0.05;
        public static final double SOAK_MINUTES_MAX = 600;

        /** A process may not have many more connections. */
        public static final int AT_ONCE_MAX = 20_000;

        /** What the bars speak of. */
        public static final Counts DEFAULT =
                new Counts(LEAVES_DEFAULT, STREAMS_DEFAULT, WAITS_DEFAULT, SOAK_MINUTES_DEFAULT);
    }

    /** Fewer are not a median. */
    public static final int ROUNDS_DEFAULT = 3;

    public static final int ROUNDS_MAX = 100;
    public static final int WINDOW_SECONDS_DEFAULT = 10;

    /** On one core the compiler has its work done no sooner: after 5 s it still took a quarter of the server's core. */
    public static final int WARM_UP_SECONDS_DEFAULT = 15;

    public static final int SECONDS_MAX = 600;
}
