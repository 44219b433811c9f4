package claimbench.loop;

/**
 * A loop at a glance. Immutable.
 *
 * @param ready callbacks that the turn found ready to run
 * @param timers that are pending
 * @param tasks that are not done
 * @param longestStallNanos the longest time, since a reader last took the statistics, in which the loop, running callbacks, looked neither at
 *     its timers nor at its sockets; a stall under way counts
 */
public record Statistics(int ready, int timers, int tasks, long longestStallNanos) {}
