package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.retry;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** S18: a call that is made again when it fails. */
class RetryTest {
    private final Trace trace = new Trace();

    /** Draws the bound itself, nearly: traces are in round figures. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public double nextDouble() {
            return 1;
        }
    };

    private static RetryPolicy policy(int attemptsMax) {
        return new RetryPolicy(attemptsMax, Duration.ofSeconds(1), 2, Duration.ofSeconds(5), HIGHEST, failure -> true);
    }

    /** Fails that often, then succeeds. */
    private Supplier<Coroutine<String>> call(int failures) {
        var made = new AtomicInteger();
        return () -> async(() -> {
            int attempt = made.incrementAndGet();
            trace.say("attempt " + attempt);
            if (attempt <= failures) {
                throw new IOException("failure " + attempt);
            }
            return "result";
        });
    }

    @Test
    void itStopsAtTheLimitAndGivesTheLastErrorWithTheEarlierOnes() throws Exception {
        trace.run(async(() -> {
            try {
                await(retry(policy(5), call(9)));
            } catch (IOException e) {
                trace.say(e.getMessage() + " after "
                        + Arrays.stream(e.getSuppressed())
                                .map(Throwable::getMessage)
                                .toList());
            }
        }));
        trace.assertSaid(
                "0 attempt 1",
                "1 attempt 2",
                "3 attempt 3",
                "7 attempt 4",
                "12 attempt 5",
                "12 failure 5 after [failure 1, failure 2, failure 3, failure 4]");
    }

    @Test
    void aCancellationIsNeverRetried() throws Exception {
        trace.run(async(() -> {
            Task<String> whileWaiting = createTask(retry(policy(5), call(9)));
            Task<Void> whileCalling = createTask(retry(
                    policy(5),
                    () -> async(() -> {
                        trace.say("calls");
                        await(sleep(Duration.ofSeconds(10)));
                    })));
            await(sleep(Duration.ofMillis(500)));
            whileWaiting.cancel();
            whileCalling.cancel();
            await(sleep(Duration.ofSeconds(20)));
            trace.say(whileWaiting + ", " + whileCalling.isCancelled());
        }));
        trace.assertSaid("0 attempt 1", "0 calls", "20.5 task Task-2 cancelled, true");
    }

    @Test
    void whatIsNotWorthItIsThrownAtOnce() throws Exception {
        trace.run(async(() -> assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> await(retry(policy(5).retrying(UnknownHostException.class::isInstance), call(9))))
                .withMessage("failure 1")));
        trace.assertSaid("0 attempt 1");
    }

    @Test
    void theSameErrorThrownAgainIsNotItsOwnSuppressed() throws Exception {
        trace.run(async(() -> {
            var same = new IOException("same");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> await(retry(
                            policy(2),
                            () -> async(() -> {
                                throw same;
                            }))))
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
        }));
    }

    @Test
    void anErrorIsNotRetried() throws Exception {
        trace.run(async(() -> assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> await(retry(
                        policy(5),
                        () -> async(() -> {
                            trace.say("attempt");
                            throw new AssertionError("a bug");
                        }))))));
        trace.assertSaid("0 attempt");
    }

    @Test
    void aSuccessEndsIt() throws Exception {
        trace.run(async(() -> trace.say(await(retry(policy(5), call(2))))));
        trace.assertSaid("0 attempt 1", "1 attempt 2", "3 attempt 3", "3 result");
    }

    @Test
    void waitsAreDrawnUpToTheBoundAndAreTheSameForASeed() {
        RetryPolicy policy = RetryPolicy.of(20, Duration.ofMillis(100), 7).withDelayMax(Duration.ofSeconds(1));
        RetryPolicy same = RetryPolicy.of(20, Duration.ofMillis(100), 7).withDelayMax(Duration.ofSeconds(1));
        assertThat(policy.delayBound(3)).isEqualTo(Duration.ofMillis(400));
        assertThat(policy.delayBound(5000)).isEqualTo(Duration.ofSeconds(1));
        for (int attempt = 1; attempt < 20; attempt++) {
            Duration delay = policy.drawDelay(attempt);
            assertThat(delay).isGreaterThanOrEqualTo(Duration.ZERO).isLessThan(policy.delayBound(attempt));
            assertThat(delay).isEqualTo(same.drawDelay(attempt));
        }
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.of(0, second, 1))
                .withMessage("attemptsMax must be 1 or more, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, second, 0.5, second, HIGHEST, failure -> true))
                .withMessage("factor must be 1 or more, and finite, not 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.of(1, second, 1).withDelayMax(Duration.ZERO))
                .withMessageStartingWith("delayMax must be delayBase or more");
    }
}
