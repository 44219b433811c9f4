package claimbench.harness.performance;

/**
 * A step that gave no numbers.
 *
 * @param round from 1
 * @param step what was to be measured
 * @param reason in one line
 */
public record Failure(int round, String step, String reason) {}
