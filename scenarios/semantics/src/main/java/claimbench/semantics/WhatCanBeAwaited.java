package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.getRunningLoop;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.LoopFuture;
import java.time.Duration;

/** What can stand behind an await: a coroutine, a task, and a future whose result somebody else gives. */
final class WhatCanBeAwaited {
    private WhatCanBeAwaited() {}

    static Program program() {
        return Program.of("S17", new Scene("three-kinds", WhatCanBeAwaited::threeKinds));
    }

    private static Coroutine<String> after(int seconds, String result) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            return result;
        });
    }

    private static void threeKinds(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("a coroutine gave " + await(after(1, "one")));
                    trace.say("a task gave " + await(createTask(after(1, "two"))));
                    LoopFuture<String> future = getRunningLoop().createFuture();
                    getRunningLoop().callLater(Duration.ofSeconds(1), () -> future.setResult("three"));
                    trace.say("a future gave " + await(future));
                }),
                trace.clock());
    }
}
