package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.Outcome;
import java.time.Duration;

/** One of several APIs fails: the answers of the others are there, and can be used. */
final class OneFailsTheOthersCount {
    private OneFailsTheOthersCount() {}

    static Program program() {
        return Program.of("S19", new Scene("three-apis", OneFailsTheOthersCount::threeApis));
    }

    private static Coroutine<Integer> ask(Trace trace, String api, int seconds, int answer) {
        return async(() -> {
            trace.say(api + " is asked");
            await(sleep(Duration.ofSeconds(seconds)));
            if (answer < 0) {
                throw new IllegalStateException(api + " is down");
            }
            return answer;
        });
    }

    private static void threeApis(Trace trace) throws Exception {
        run(
                async(() -> {
                    var outcomes = await(gatherOutcomes(
                            ask(trace, "first API", 1, 20),
                            ask(trace, "second API", 2, -1),
                            ask(trace, "third API", 3, 22)));
                    int sum = 0;
                    for (Outcome<Integer> outcome : outcomes) {
                        switch (outcome) {
                            case Outcome.Success<Integer> success -> sum += success.value();
                            case Outcome.Failure<Integer> failure ->
                                trace.say("left out: " + failure.cause().getMessage());
                        }
                    }
                    trace.say("sum of the others: " + sum);
                }),
                trace.clock());
    }
}
