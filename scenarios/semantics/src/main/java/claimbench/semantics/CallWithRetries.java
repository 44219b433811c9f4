package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.retry;
import static claimbench.loop.Asyncio.run;

import claimbench.loop.Coroutine;
import claimbench.loop.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A call with retries waits longer after each failure, stops at its limit, and gives the last error then.
 *
 * <p>The library draws each wait between nothing and a bound that doubles. Here every draw is the middle, so that the waits
 * are known: 1 s, 2 s, 4 s.
 */
final class CallWithRetries {
    private static final int ATTEMPTS_MAX = 4;

    private CallWithRetries() {}

    static Program program() {
        return Program.of(
                "S18",
                new Scene("gives-up", trace -> call(trace, 10)),
                new Scene("third-time-lucky", trace -> call(trace, 2)));
    }

    private static Coroutine<String> ask(Trace trace, int attempt, int failures) {
        return async(() -> {
            trace.say("attempt " + attempt);
            if (attempt <= failures) {
                throw new IllegalStateException("failure " + attempt);
            }
            return "answer " + attempt;
        });
    }

    private static void call(Trace trace, int failures) throws Exception {
        RetryPolicy policy = new RetryPolicy(
                ATTEMPTS_MAX, Duration.ofSeconds(2), 2, Duration.ofSeconds(60), new Middle(), failure -> true);
        run(
                async(() -> {
                    var attempt = new AtomicInteger();
                    try {
                        String answer = await(retry(policy, () -> ask(trace, attempt.incrementAndGet(), failures)));
                        trace.say("the caller gets: " + answer);
                    } catch (IllegalStateException e) {
                        trace.say("the caller gets the error: " + e.getMessage());
                    }
                }),
                trace.clock());
    }

    /** Draws the middle of any range. */
    private static final class Middle implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MIN_VALUE; // its first bit alone is set: as a fraction, a half
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    }
}
