package claimbench.harness.performance;

import claimbench.harness.performance.Outcomes.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long after an overload a server is as it was before. It is back with the first second of requests, by when they were due,
 * of which 99 of 100 are a success, and whose p99 is not above a bound; seconds begin every tenth of one.
 *
 * @param quietNanosP99 before the overload, at the same rate as after it
 */
record Recovery(long quietNanosP99) {
    private static final double SUCCESSES_MIN = 0.99;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Twice the p99 of before, and 10 ms more: p99 of a few hundred requests is the third worst of them. */
    long boundNanos() {
        return 2 * quietNanosP99 + SLACK_NANOS;
    }

    /**
     * Time until it is back; where it is not, as long as was looked at.
     *
     * @param outcomes of the load after the overload, among others
     * @param fromNanos the overload's end
     * @param looked for how long requests were sent from there on, at least a second
     */
    long nanos(Outcomes outcomes, long fromNanos, Duration looked) {
        for (long after = 0; after + WINDOW_NANOS <= looked.toNanos(); after += STEP_NANOS) {
            if (isBack(outcomes, fromNanos + after)) {
                return after;
            }
        }
        return looked.toNanos();
    }

    private boolean isBack(Outcomes outcomes, long fromNanos) {
        int[] numbers = outcomes.due(fromNanos, fromNanos + WINDOW_NANOS).toArray();
        long successes = outcomes.count(Kind.SUCCESS, Arrays.stream(numbers));
        long[] latencies = outcomes.latenciesNanos(Arrays.stream(numbers));
        return numbers.length > 0
                && successes >= SUCCESSES_MIN * numbers.length
                && Outcomes.percentile(0.99, latencies) <= boundNanos();
    }
}
