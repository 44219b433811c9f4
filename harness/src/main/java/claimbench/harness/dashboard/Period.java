package claimbench.harness.dashboard;

/**
 * A period with data, in milliseconds since the epoch.
 *
 * @param fromMillis time of the first sample
 * @param toMillis time of the last sample
 */
public record Period(long fromMillis, long toMillis) {
    /** From the earlier start to the later end. */
    Period with(Period other) {
        return new Period(Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
    }
}
