package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** S05, S06, S07, S19: several awaitables at once. */
class GatherTest {
    private final Trace trace = new Trace();

    private Coroutine<Integer> factorial(String name, int number) {
        return async(() -> {
            int product = 1;
            for (int factor = 2; factor <= number; factor++) {
                trace.say(name + " multiplies by " + factor);
                await(sleep(Duration.ofSeconds(1)));
                product *= factor;
            }
            trace.say(name + " has " + product);
            return product;
        });
    }

    private Coroutine<String> ok(String name, int seconds) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(name);
            return name;
        });
    }

    private Coroutine<String> failing(String name, int seconds) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(name + " fails");
            throw new IOException(name);
        });
    }

    @Test
    void resultsComeInTheOrderOfTheArgumentsWhileStepsInterleave() throws Exception {
        List<Integer> results =
                trace.run(async(() -> await(gather(factorial("A", 2), factorial("B", 3), factorial("C", 4)))));
        assertThat(results).containsExactly(2, 6, 24);
        trace.assertSaid(
                "0 A multiplies by 2",
                "0 B multiplies by 2",
                "0 C multiplies by 2",
                "1 A has 2",
                "1 B multiplies by 3",
                "1 C multiplies by 3",
                "2 B has 6",
                "2 C multiplies by 4",
                "3 C has 24");
    }

    @Test
    void resultsKeepTheirOrderWhenTheLastIsDoneFirst() throws Exception {
        List<String> results = trace.run(async(() -> await(gather(ok("a", 3), ok("b", 2), ok("c", 1)))));
        assertThat(results).containsExactly("a", "b", "c");
        trace.assertSaid("1 c", "2 b", "3 a");
    }

    @Test
    void theFirstFailureIsPassedOnAndTheOthersGoOn() throws Exception {
        trace.run(async(() -> {
            try {
                await(gather(ok("a", 1), failing("b", 2), ok("c", 3), failing("d", 4)));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage());
            }
            await(sleep(Duration.ofSeconds(5)));
        }));
        trace.assertSaid("1 a", "2 b fails", "2 caught b", "3 c", "4 d fails");
    }

    @Test
    void outcomesGiveEveryResultAndEveryFailure() throws Exception {
        List<Outcome<String>> outcomes =
                trace.run(async(() -> await(gatherOutcomes(ok("a", 3), failing("b", 1), ok("c", 2)))));
        trace.assertSaid("1 b fails", "2 c", "3 a");
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("a"));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.cause())
                                .isInstanceOf(IOException.class)
                                .hasMessage("b"));
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Success<>("c"));
    }

    @Test
    void aCancelledChildIsAFailureOfTheWhole() throws Exception {
        trace.run(async(() -> {
            Task<String> child = createTask(ok("a", 5));
            LoopFuture<List<String>> both = gather(child, ok("b", 2));
            await(sleep(Duration.ofSeconds(1)));
            child.cancel();
            try {
                await(both);
            } catch (CancelledError e) {
                trace.say("told; main itself is not cancelled");
            }
            await(sleep(Duration.ofSeconds(2)));
            trace.say("main goes on");
        }));
        trace.assertSaid("1 told; main itself is not cancelled", "2 b", "3 main goes on");
    }

    @Test
    void aCancelledChildIsAnOutcomeAmongOthers() throws Exception {
        List<Outcome<String>> outcomes = trace.run(async(() -> {
            Task<String> child = createTask(ok("a", 5));
            EventLoop.running().callLater(Duration.ofSeconds(1), child::cancel);
            return await(gatherOutcomes(child, ok("b", 2)));
        }));
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.cause()).isInstanceOf(CancelledError.class));
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Success<>("b"));
    }

    @Test
    void nothingGatheredIsDoneAtOnce() throws Exception {
        assertThat(trace.run(async(() -> await(gather(List.<Coroutine<String>>of())))))
                .isEmpty();
    }

    @Test
    void aCoroutineGivenTwiceRunsOnce() throws Exception {
        var runs = new AtomicInteger();
        Coroutine<Integer> once = async(runs::incrementAndGet);
        assertThat(trace.run(async(() -> await(gather(once, once))))).containsExactly(1, 1);
    }

    @Test
    void aHundredThousandAreGathered() throws Exception {
        int count = 100_000;
        List<Integer> results = trace.run(async(() -> await(gather(IntStream.range(0, count)
                .mapToObj(i -> async(() -> {
                    await(sleep(Duration.ofMillis((i * 7919L) % 1000)));
                    return i;
                }))
                .toList()))));
        assertThat(results).isEqualTo(IntStream.range(0, count).boxed().toList());
    }
}
