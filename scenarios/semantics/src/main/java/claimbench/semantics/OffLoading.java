package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;

import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A call that blocks holds up the whole loop; made on another thread, it leaves the loop free.
 *
 * <p>Another thread knows no virtual time, so here it waits for a latch that the loop opens: a loop that the call held up
 * could never do so.
 */
final class OffLoading {
    private OffLoading() {}

    static Program program() {
        return Program.of(
                "S20", new Scene("off-loaded", OffLoading::offLoaded), new Scene("on-the-loop", OffLoading::onTheLoop));
    }

    private static Coroutine<Void> ticks(Trace trace) {
        return async(() -> {
            for (int tick = 1; tick <= 3; tick++) {
                await(sleep(Duration.ofSeconds(1)));
                trace.say("tick " + tick);
            }
        });
    }

    private static void offLoaded(Trace trace) throws Exception {
        var mayEnd = new CountDownLatch(1);
        run(
                async(() -> {
                    Thread loopThread = Thread.currentThread();
                    Task<String> call = createTask(toThread(() -> {
                        mayEnd.await();
                        return Thread.currentThread().equals(loopThread) ? "the loop's thread" : "another thread";
                    }));
                    await(ticks(trace));
                    trace.say("the call is " + (call.isDone() ? "over" : "still under way"));
                    mayEnd.countDown();
                    trace.say("the call was made on " + await(call));
                }),
                trace.clock());
    }

    private static void onTheLoop(Trace trace) throws Exception {
        run(
                async(() -> {
                    Task<Void> ticks = createTask(ticks(trace));
                    await(sleep(Duration.ZERO));
                    trace.say("the call begins");
                    trace.block(Duration.ofSeconds(10));
                    trace.say("the call ends");
                    await(ticks);
                }),
                trace.clock());
    }
}
