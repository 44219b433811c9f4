package claimbench.contract;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a call is made again: a random part of a bound that doubles with each failure ("full jitter",
 * M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015), so that callers who failed together do not
 * come back together. The same on every target.
 */
public final class Backoff {
    /** The bound after the first failure. */
    public static final Duration FIRST = Duration.ofMillis(20);

    /** The largest bound. */
    public static final Duration MAX = Duration.ofSeconds(1);

    private Backoff() {}

    /**
     * The longest wait after this many failures.
     *
     * @param failures from 1
     */
    public static Duration bound(int failures) {
        int doublings = Math.min(failures - 1, 30);
        Duration bound = FIRST.multipliedBy(1L << doublings);
        return bound.compareTo(MAX) < 0 ? bound : MAX;
    }

    /** A wait after this many failures: from nothing to the bound. */
    public static Duration delay(int failures, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(bound(failures).toNanos() + 1));
    }
}
