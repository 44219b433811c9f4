package claimbench.loop;

/**
 * A loop at a glance. Immutable.
 *
 * <p>The counts are of the moment when the loop last looked at its sockets, before it ran what it found ready; and of now
 * while it sleeps.
 *
 * @param ready callbacks that were ready to run, with those of timers that were due
 * @param timers that are pending
 * @param tasks that are not done
 * @param longestStallNanos the longest time, since a reader last took the statistics, in which the loop, running callbacks, looked neither at
 *     its timers nor at its sockets; a stall under way counts
 */
public record Statistics(int ready, int timers, int tasks, long longestStallNanos) {}
