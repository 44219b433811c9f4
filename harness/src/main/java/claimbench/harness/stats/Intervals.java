package claimbench.harness.stats;

/** Makes intervals whose ends were computed apart from their value. */
final class Intervals {
    private Intervals() {}

    /** Back from logarithms. What rounding moves out of the interval is moved back in. */
    static Interval ofLogarithms(double value, double low, double high, double level, int n) {
        return of(Math.exp(value), Math.exp(low), Math.exp(high), level, n);
    }

    static Interval of(double value, double low, double high, double level, int n) {
        return new Interval(value, Math.min(low, value), Math.max(high, value), level, n);
    }
}
