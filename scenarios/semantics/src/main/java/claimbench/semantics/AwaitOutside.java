package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;

import claimbench.loop.Coroutine;

/** Only a coroutine can wait: an await in a function that no coroutine has called is an error that says so. */
final class AwaitOutside {
    private AwaitOutside() {}

    static Program program() {
        return Program.of("S15", new Scene("plain-function", AwaitOutside::plainFunction));
    }

    private static Coroutine<String> answer(Trace trace) {
        return async(() -> {
            trace.say("the body runs");
            return "42";
        });
    }

    private static void plainFunction(Trace trace) throws Exception {
        try {
            trace.say("await gave " + await(answer(trace)));
        } catch (IllegalStateException e) {
            boolean clear = String.valueOf(e.getMessage()).contains("await outside");
            trace.say("refused: " + (clear ? "await outside a coroutine" : "no reason given"));
        }
    }
}
