package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;

/** Two awaits in a row never overlap, and cost their sum; two tasks do, and cost the longer one. */
final class AwaitsOrTasks {
    private AwaitsOrTasks() {}

    static Program program() {
        return Program.of("S04", new Scene("awaits", AwaitsOrTasks::awaits), new Scene("tasks", AwaitsOrTasks::tasks));
    }

    private static Coroutine<Void> later(Trace trace, int seconds, String word) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(word);
        });
    }

    private static void awaits(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("started");
                    await(later(trace, 1, "hello"));
                    await(later(trace, 2, "world"));
                    trace.say("finished");
                }),
                trace.clock());
    }

    private static void tasks(Trace trace) throws Exception {
        run(
                async(() -> {
                    Task<Void> hello = createTask(later(trace, 1, "hello"));
                    Task<Void> world = createTask(later(trace, 2, "world"));
                    trace.say("started");
                    await(hello);
                    await(world);
                    trace.say("finished");
                }),
                trace.clock());
    }
}
