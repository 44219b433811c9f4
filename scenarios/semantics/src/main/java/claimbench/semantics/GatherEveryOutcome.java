package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.Outcome;
import java.time.Duration;

/** Where failures are wanted as values, every call goes on to its end, and every result and failure is in the list. */
final class GatherEveryOutcome {
    private GatherEveryOutcome() {}

    static Program program() {
        return Program.of("S07", new Scene("outcomes", GatherEveryOutcome::outcomes));
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

    private static void outcomes(Trace trace) throws Exception {
        run(
                async(() -> {
                    var outcomes = await(gatherOutcomes(
                            call(trace, 2, "A", false), call(trace, 1, "B", true), call(trace, 3, "C", false)));
                    for (Outcome<String> outcome : outcomes) {
                        switch (outcome) {
                            case Outcome.Success<String> success -> trace.say("result: " + success.value());
                            case Outcome.Failure<String> failure ->
                                trace.say("exception: " + failure.cause().getMessage());
                        }
                    }
                }),
                trace.clock());
    }
}
