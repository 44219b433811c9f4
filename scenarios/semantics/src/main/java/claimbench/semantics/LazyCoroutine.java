package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;

/** Calling a coroutine function runs nothing of it: the call gives an object, and the await runs it. */
final class LazyCoroutine {
    private LazyCoroutine() {}

    static Program program() {
        return Program.of("S01", new Scene("call", LazyCoroutine::call));
    }

    private static Coroutine<String> answer(Trace trace) {
        return async(() -> {
            trace.say("the body runs");
            return "42";
        });
    }

    private static void call(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("the function is called");
                    Object made = answer(trace);
                    trace.say("the call gave a " + (made instanceof Coroutine ? "coroutine object" : "result"));
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("the object is awaited");
                    trace.say("the await gave " + await((Coroutine<?>) made));
                }),
                trace.clock());
    }
}
