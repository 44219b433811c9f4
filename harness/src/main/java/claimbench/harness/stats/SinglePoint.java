package claimbench.harness.stats;

/**
 * What one trial measured. It has no interval: how much JVMs differ from each other cannot be known from one of them, so
 * the result holds within one JVM and no further.
 *
 * @param value as measured
 */
public record SinglePoint(double value) implements Estimate {
    @Override
    public int n() {
        return 1;
    }
}
