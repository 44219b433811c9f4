package claimbench.harness.performance;

/**
 * One measured number.
 *
 * @param round from 1
 * @param series what it is of
 * @param value in the metric's unit
 */
public record Sample(int round, Series series, double value) {}
