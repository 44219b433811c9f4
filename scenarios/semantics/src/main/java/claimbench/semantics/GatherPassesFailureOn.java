package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;

/** A gather fails with the first exception, as soon as it is there; what else was gathered is left to go on. */
final class GatherPassesFailureOn {
    private GatherPassesFailureOn() {}

    static Program program() {
        return Program.of(
                "S06",
                new Scene("first-exception", GatherPassesFailureOn::firstException),
                new Scene("the-others", GatherPassesFailureOn::theOthers));
    }

    private static Coroutine<String> call(Trace trace, int seconds, String name, boolean fails) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(name + (fails ? " fails" : " ends"));
            if (fails) {
                throw new IllegalStateException(name + " failed");
            }
            return name;
        });
    }

    private static void firstException(Trace trace) throws Exception {
        run(
                async(() -> {
                    try {
                        await(gather(call(trace, 1, "A", false), call(trace, 2, "B", true)));
                        trace.say("gather gave results");
                    } catch (IllegalStateException e) {
                        trace.say("gather threw: " + e.getMessage());
                    }
                }),
                trace.clock());
    }

    private static void theOthers(Trace trace) throws Exception {
        run(
                async(() -> {
                    try {
                        await(gather(call(trace, 1, "A", true), call(trace, 2, "B", false)));
                        trace.say("gather gave results");
                    } catch (IllegalStateException e) {
                        trace.say("gather threw: " + e.getMessage());
                    }
                    await(sleep(Duration.ofSeconds(2)));
                    trace.say("the caller ends");
                }),
                trace.clock());
    }
}
