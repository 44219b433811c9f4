package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;

/** What is gathered runs at once, step by step in turns, and the results come in the order of the arguments. */
final class GatherInOrder {
    private GatherInOrder() {}

    static Program program() {
        return Program.of(
                "S05",
                new Scene("factorials", GatherInOrder::factorials),
                new Scene("last-first", GatherInOrder::lastFirst));
    }

    private static Coroutine<Integer> factorial(Trace trace, String name, int number) {
        return async(() -> {
            int product = 1;
            for (int factor = 2; factor <= number; factor++) {
                trace.say(name + " multiplies by " + factor);
                await(sleep(Duration.ofSeconds(1)));
                product *= factor;
            }
            trace.say(name + " has " + product);
            return product;
        });
    }

    private static void factorials(Trace trace) throws Exception {
        run(
                async(() -> {
                    var results =
                            await(gather(factorial(trace, "A", 2), factorial(trace, "B", 3), factorial(trace, "C", 4)));
                    trace.say("results " + results);
                }),
                trace.clock());
    }

    private static Coroutine<String> after(Trace trace, int seconds, String name) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(name + " ends");
            return name;
        });
    }

    private static void lastFirst(Trace trace) throws Exception {
        run(
                async(() -> {
                    var results = await(gather(after(trace, 3, "A"), after(trace, 2, "B"), after(trace, 1, "C")));
                    trace.say("results " + results);
                }),
                trace.clock());
    }
}
