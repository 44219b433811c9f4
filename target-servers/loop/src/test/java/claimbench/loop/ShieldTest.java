package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.shield;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** S12: a task that outlives the cancellation of those who await it. */
class ShieldTest {
    private final Trace trace = new Trace();

    private Coroutine<String> work(int seconds) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say("work done");
            return "result";
        });
    }

    @Test
    void whoAwaitsIsCancelledAndTheWorkGoesOn() throws Exception {
        trace.run(async(() -> {
            Task<String> work = createTask(work(3));
            Task<String> waiting = createTask(async(() -> await(shield(work))));
            await(sleep(Duration.ofSeconds(1)));
            waiting.cancel();
            try {
                await(waiting);
            } catch (CancelledError e) {
                trace.say("who awaits is cancelled: " + waiting.isCancelled());
            }
            trace.say(await(work));
        }));
        trace.assertSaid("1 who awaits is cancelled: true", "3 work done", "3 result");
    }

    @Test
    void aTimeoutDoesNotReachTheWork() throws Exception {
        trace.run(async(() -> {
            Task<String> work = createTask(work(3));
            try {
                await(waitFor(shield(work), Duration.ofSeconds(1)));
            } catch (TimeoutException e) {
                trace.say("timeout");
            }
            trace.say(await(work));
        }));
        trace.assertSaid("1 timeout", "3 work done", "3 result");
    }

    @Test
    void aCancellationOfTheWorkItselfIsPassedOn() throws Exception {
        trace.run(async(() -> {
            Task<String> work = createTask(work(3));
            LoopFuture<String> shielded = shield(work);
            await(sleep(Duration.ofSeconds(1)));
            work.cancel();
            try {
                await(shielded);
            } catch (CancelledError e) {
                trace.say("cancelled: " + shielded.isCancelled());
            }
        }));
        trace.assertSaid("1 cancelled: true");
    }

    @Test
    void resultsAndFailuresArePassedOn() throws Exception {
        trace.run(async(() -> {
            trace.say(await(shield(work(1))));
            try {
                await(shield(async(() -> {
                    await(sleep(Duration.ofSeconds(1)));
                    throw new IOException("broken");
                })));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage());
            }
            LoopFuture<Integer> done = EventLoop.running().createFuture();
            done.setResult(1);
            assertThat(shield(done)).isSameAs(done);
        }));
        trace.assertSaid("1 work done", "1 result", "2 caught broken");
    }
}
