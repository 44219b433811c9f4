package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.EventLoop;
import claimbench.loop.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A coroutine that somebody made and nobody awaited never runs; debug mode reports it, with the place where it was made. */
final class NeverAwaited {
    private NeverAwaited() {}

    static Program program() {
        return Program.of("S14", new Scene("forgotten", NeverAwaited::forgotten));
    }

    private static Coroutine<Void> saveUser(Trace trace) {
        return async(() -> {
            trace.say("the user is saved");
        });
    }

    private static Coroutine<Void> forgetful(Trace trace) {
        return async(() -> {
            var _ = saveUser(trace); // the await is missing
            await(sleep(Duration.ofSeconds(1)));
            trace.say("the caller ends");
        });
    }

    private static void forgotten(Trace trace) throws Exception {
        // A report may come from the thread that hears of garbage.
        List<Report> reports = new CopyOnWriteArrayList<>();
        try (var loop = new EventLoop(trace.clock())) {
            loop.setDebug(true);
            loop.setExceptionHandler(reports::add);
            loop.run(forgetful(trace));
        }
        for (Report report : reports) {
            boolean clear = report.message().contains("never awaited");
            boolean place = report.stack().stream()
                    .anyMatch(call -> call.getMethodName().contains("forgetful"));
            trace.say("reported: " + (clear ? "never awaited" : "something else"));
            trace.say("made in: " + (place ? "forgetful" : "an unknown place"));
        }
    }
}
