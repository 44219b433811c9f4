package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.NoSuchElementException;

/** Awaiting a coroutine runs it to its end, and gives its result or throws its exception. */
final class AwaitRunsIt {
    private AwaitRunsIt() {}

    static Program program() {
        return Program.of(
                "S02", new Scene("result", AwaitRunsIt::result), new Scene("exception", AwaitRunsIt::exception));
    }

    private static Coroutine<String> findUser(Trace trace, int id) {
        return async(() -> {
            trace.say("looking for user " + id);
            await(sleep(Duration.ofSeconds(1)));
            if (id != 1) {
                throw new NoSuchElementException("no user " + id);
            }
            return "user 1";
        });
    }

    private static void result(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("await gave " + await(findUser(trace, 1)));
                }),
                trace.clock());
    }

    private static void exception(Trace trace) throws Exception {
        run(
                async(() -> {
                    try {
                        trace.say("await gave " + await(findUser(trace, 2)));
                    } catch (NoSuchElementException e) {
                        trace.say("await threw: " + e.getMessage());
                    }
                }),
                trace.clock());
    }
}
