package claimbench.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * How often a failing call is made again, and how long to wait before. The waits grow from attempt to attempt, so that
 * a service in trouble is left alone for longer; each is drawn anew between nothing and its bound ("full jitter"), so that
 * clients which failed together do not come back together.
 *
 * <pre>
 *   wait before attempt n + 1:  uniform in [0, min(delayMax, delayBase × factor^(n-1)))
 * </pre>
 *
 * <p>Immutable but for its random source, which makes it a thing of one loop.
 *
 * @param attemptsMax how often the call is made at most, the first one included; at least 1
 * @param delayBase the bound of the first wait, not negative
 * @param factor by which the bound grows, at least 1
 * @param delayMax the bound that no wait exceeds, at least delayBase
 * @param random where the waits are drawn from; with a known seed they are known too
 * @param retried which failures are worth another attempt
 */
public record RetryPolicy(
        int attemptsMax,
        Duration delayBase,
        double factor,
        Duration delayMax,
        RandomGenerator random,
        Predicate<? super Exception> retried) {

    public RetryPolicy {
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(retried, "retried");
        check(attemptsMax >= 1, "attemptsMax must be 1 or more, not " + attemptsMax);
        check(!delayBase.isNegative(), "delayBase must not be negative: " + delayBase);
        check(factor >= 1 && factor < Double.POSITIVE_INFINITY, "factor must be 1 or more, and finite, not " + factor);
        check(
                delayMax.compareTo(delayBase) >= 0,
                "delayMax must be delayBase or more: " + delayMax + " < " + delayBase);
    }

    /** Doubles the bound each time, up to a hundred times the base, and retries every exception. */
    public static RetryPolicy of(int attemptsMax, Duration delayBase, long seed) {
        return new RetryPolicy(
                attemptsMax, delayBase, 2, delayBase.multipliedBy(100), new SplittableRandom(seed), failure -> true);
    }

    /** The same, but only these failures are worth another attempt. */
    public RetryPolicy retrying(Predicate<? super Exception> which) {
        return new RetryPolicy(attemptsMax, delayBase, factor, delayMax, random, which);
    }

    /** The same, with another bound on all waits. */
    public RetryPolicy withDelayMax(Duration newDelayMax) {
        return new RetryPolicy(attemptsMax, delayBase, factor, newDelayMax, random, retried);
    }

    /**
     * The longest wait that may be drawn after an attempt.
     *
     * @param attempt the first is 1
     */
    public Duration delayBound(int attempt) {
        double nanos = Math.min((double) delayMax.toNanos(), delayBase.toNanos() * Math.pow(factor, attempt - 1.0));
        return Duration.ofNanos((long) nanos);
    }

    /** Draws the wait after an attempt. */
    Duration drawDelay(int attempt) {
        return Duration.ofNanos(
                (long) (random.nextDouble() * delayBound(attempt).toNanos()));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
