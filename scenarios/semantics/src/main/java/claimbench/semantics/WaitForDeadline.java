package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.waitFor;

import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** At the deadline, what is waited for is cancelled, and the caller has a timeout thrown; nothing of it goes on. */
final class WaitForDeadline {
    private WaitForDeadline() {}

    static Program program() {
        return Program.of(
                "S08", new Scene("too-slow", trace -> call(trace, 10)), new Scene("in-time", trace -> call(trace, 2)));
    }

    private static Coroutine<String> operation(Trace trace, int seconds) {
        return async(() -> {
            try {
                trace.say("the operation begins");
                await(sleep(Duration.ofSeconds(seconds)));
                trace.say("the operation ends");
                return "done";
            } catch (CancelledError e) {
                trace.say("the operation is cancelled");
                throw e;
            }
        });
    }

    private static void call(Trace trace, int seconds) throws Exception {
        run(
                async(() -> {
                    try {
                        String result = await(waitFor(operation(trace, seconds), Duration.ofSeconds(5)));
                        trace.say("the caller gets: " + result);
                    } catch (TimeoutException e) {
                        trace.say("the caller gets a timeout");
                    }
                    await(sleep(Duration.ofSeconds(10)));
                    trace.say("the caller ends");
                }),
                trace.clock());
    }
}
