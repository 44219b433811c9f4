package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** All coroutines of a loop share one thread; one goes on until it awaits, and an await holds up nobody else. */
final class OneThreadTakesTurns {
    private OneThreadTakesTurns() {}

    static Program program() {
        return Program.of(
                "S16",
                new Scene("turns", OneThreadTakesTurns::turns),
                new Scene("others-go-on", OneThreadTakesTurns::othersGoOn));
    }

    private static Coroutine<Void> steps(Trace trace, String name, Set<Thread> threads) {
        return async(() -> {
            threads.add(Thread.currentThread());
            trace.say(name + ": step 1");
            trace.say(name + ": step 2");
            await(sleep(Duration.ZERO));
            threads.add(Thread.currentThread());
            trace.say(name + ": step 3");
        });
    }

    private static void turns(Trace trace) throws Exception {
        Set<Thread> threads = new HashSet<>();
        run(
                async(() -> {
                    await(gather(steps(trace, "A", threads), steps(trace, "B", threads), steps(trace, "C", threads)));
                    trace.say("threads: " + threads.size());
                }),
                trace.clock());
    }

    private static Coroutine<Void> everySecond(Trace trace, String name, int times, int seconds) {
        return async(() -> {
            for (int time = 1; time <= times; time++) {
                await(sleep(Duration.ofSeconds(seconds)));
                trace.say(name + " goes on");
            }
        });
    }

    private static void othersGoOn(Trace trace) throws Exception {
        run(
                async(() -> {
                    await(gather(everySecond(trace, "slow", 1, 5), everySecond(trace, "quick", 3, 1)));
                }),
                trace.clock());
    }
}
