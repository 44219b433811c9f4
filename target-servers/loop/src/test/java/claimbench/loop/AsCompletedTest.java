package claimbench.loop;

import static claimbench.loop.Asyncio.asCompleted;
import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Results in the order in which they come. */
class AsCompletedTest {
    private final Trace trace = new Trace();

    private static Coroutine<String> ok(String name, int seconds) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            return name;
        });
    }

    private static Coroutine<String> failing(String name, int seconds) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            throw new IOException(name);
        });
    }

    private void sayAll(Iterable<Coroutine<String>> results) throws Exception {
        for (Coroutine<String> next : results) {
            try {
                trace.say(await(next));
            } catch (IOException | TimeoutException e) {
                trace.say(e.toString());
            }
        }
    }

    @Test
    void failuresComeInTheirTurn() throws Exception {
        trace.run(async(() -> sayAll(asCompleted(List.of(ok("a", 3), failing("b", 2), ok("c", 1))))));
        trace.assertSaid("1 c", "2 java.io.IOException: b", "3 a");
    }

    @Test
    void whatIsNotThereInTimeIsATimeoutAndGoesOn() throws Exception {
        trace.run(async(() -> {
            Task<String> slow = createTask(ok("slow", 9));
            sayAll(asCompleted(List.of(ok("a", 1), slow, ok("b", 7)), Duration.ofSeconds(2)));
            trace.say(await(slow));
        }));
        trace.assertSaid(
                "1 a",
                "2 java.util.concurrent.TimeoutException: not done within PT2S",
                "2 java.util.concurrent.TimeoutException: not done within PT2S",
                "9 slow");
    }

    @Test
    void allInTimeLeavesNoTimerBehind() throws Exception {
        trace.run(async(() -> {
            sayAll(asCompleted(List.of(ok("a", 1)), Duration.ofSeconds(2)));
            await(sleep(Duration.ofSeconds(5)));
            trace.say("quiet");
        }));
        trace.assertSaid("1 a", "6 quiet");
    }

    @Test
    void nothingGivesNothing() throws Exception {
        trace.run(async(
                () -> assertThat(asCompleted(List.<Coroutine<String>>of())).isEmpty()));
    }
}
