package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;

/** A task that is cancelled hears of it where it waits, and may clean up, which may take time, before it ends. */
final class CancelAndCleanUp {
    private CancelAndCleanUp() {}

    static Program program() {
        return Program.of("S12", new Scene("cancel", CancelAndCleanUp::cancel));
    }

    private static Coroutine<Void> work(Trace trace) {
        return async(() -> {
            try {
                trace.say("the task works");
                await(sleep(Duration.ofSeconds(10)));
                trace.say("the task has worked");
            } catch (CancelledError e) {
                trace.say("the task is told to end");
                await(sleep(Duration.ofSeconds(1)));
                trace.say("the task has cleaned up");
                throw e;
            }
        });
    }

    private static void cancel(Trace trace) throws Exception {
        run(
                async(() -> {
                    Task<Void> task = createTask(work(trace));
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("the caller cancels");
                    task.cancel();
                    try {
                        await(task);
                        trace.say("the caller gets a result");
                    } catch (CancelledError e) {
                        trace.say("the caller finds the task " + (task.isCancelled() ? "cancelled" : "not cancelled"));
                    }
                }),
                trace.clock());
    }
}
