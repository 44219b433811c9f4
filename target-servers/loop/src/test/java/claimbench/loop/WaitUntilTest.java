package claimbench.loop;

import static claimbench.loop.Asyncio.ALL_COMPLETED;
import static claimbench.loop.Asyncio.FIRST_COMPLETED;
import static claimbench.loop.Asyncio.FIRST_EXCEPTION;
import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S17: several futures, and as many of them as one wants to wait for. */
class WaitUntilTest {
    private final Trace trace = new Trace();

    private Task<String> ok(String name, int seconds) {
        return createTask(
                async(() -> {
                    await(sleep(Duration.ofSeconds(seconds)));
                    return name;
                }),
                name);
    }

    private Task<String> failing(String name, int seconds) {
        return createTask(
                async(() -> {
                    await(sleep(Duration.ofSeconds(seconds)));
                    throw new IOException(name);
                }),
                name);
    }

    private void say(Waited<String> waited) {
        trace.say(waited.done().stream().map(Object::toString).toList() + " "
                + waited.pending().stream().map(Object::toString).toList());
    }

    @Test
    void aCancellationOfWhoWaitsCancelsNoneOfThem() throws Exception {
        trace.run(async(() -> {
            Task<String> a = ok("a", 2);
            Task<Waited<String>> waiting = createTask(waitUntil(ALL_COMPLETED, List.of(a)));
            await(sleep(Duration.ofSeconds(1)));
            waiting.cancel();
            try {
                await(waiting);
            } catch (CancelledError e) {
                trace.say("cancelled");
            }
            trace.say(await(a));
        }));
        trace.assertSaid("1 cancelled", "2 a");
    }

    @Test
    void theFirstFailureEndsTheWaitAndACancellationIsNone() throws Exception {
        trace.run(async(() -> {
            Task<String> cancelled = ok("cancelled", 9);
            EventLoop.running().callLater(Duration.ofSeconds(1), cancelled::cancel);
            say(await(waitUntil(FIRST_EXCEPTION, List.of(ok("a", 1), cancelled, failing("b", 2), ok("c", 3)))));
        }));
        trace.assertSaid("2 [task a result, task cancelled cancelled, task b failed] [task c pending]");
    }

    @Test
    void theFirstThatIsDoneEndsTheWait() throws Exception {
        trace.run(async(() -> {
            say(await(waitUntil(FIRST_COMPLETED, List.of(ok("a", 3), failing("b", 1), ok("c", 1), ok("d", 2)))));
        }));
        trace.assertSaid("1 [task b failed, task c result] [task a pending, task d pending]");
    }

    @Test
    void allOfThemAreWaitedForHoweverTheyEnd() throws Exception {
        trace.run(async(() -> {
            say(await(waitUntil(ALL_COMPLETED, List.of(ok("a", 3), failing("b", 1)))));
        }));
        trace.assertSaid("3 [task a result, task b failed] []");
    }

    @Test
    void aTimeoutIsNoFailure() throws Exception {
        trace.run(async(() -> {
            Task<String> c = ok("c", 9);
            say(await(waitUntil(ALL_COMPLETED, List.of(ok("a", 1), c), Duration.ofSeconds(2))));
            trace.say(await(c));
        }));
        trace.assertSaid("2 [task a result] [task c pending]", "9 c");
    }

    @Test
    void whatIsDoneAlreadyTakesTwoTurnsAsInAsyncio() throws Exception {
        trace.run(async(() -> {
            LoopFuture<String> done = EventLoop.running().createFuture();
            done.setResult("done");
            createTask(async(() -> {
                for (int turn = 0; turn < 4; turn++) {
                    trace.say("turn " + turn);
                    await(sleep(Duration.ZERO));
                }
            }));
            await(waitUntil(FIRST_COMPLETED, List.of(done)));
            trace.say("waited");
            await(sleep(Duration.ofSeconds(1)));
        }));
        trace.assertSaid("0 turn 0", "0 turn 1", "0 waited", "0 turn 2", "0 turn 3");
    }

    @Test
    void nothingToWaitForIsAnError() throws Exception {
        trace.run(async(() -> assertThatIllegalArgumentException()
                .isThrownBy(() -> await(waitUntil(ALL_COMPLETED, List.<Task<String>>of())))
                .withMessageContaining("nothing to wait for")));
    }

    @Test
    void oneGivenTwiceIsWaitedForOnce() throws Exception {
        trace.run(async(() -> {
            Task<String> a = ok("a", 1);
            assertThat(await(waitUntil(ALL_COMPLETED, List.of(a, a))).done()).hasSize(1);
        }));
    }
}
