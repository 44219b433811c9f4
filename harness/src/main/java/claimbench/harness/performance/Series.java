package claimbench.harness.performance;

/**
 * Which number: one value a round.
 *
 * @param work a load's name, {@link IdleStep#WORK}, or a benchmark's row
 * @param who a server, or a benchmark's column
 * @param metric what is counted
 */
public record Series(String work, String who, Metric metric) {}
