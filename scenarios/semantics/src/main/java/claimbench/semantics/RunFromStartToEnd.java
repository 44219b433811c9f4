package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.getRunningLoop;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run makes a loop, runs the main coroutine, cancels what is left, and closes the loop; there is no run within a run. */
final class RunFromStartToEnd {
    private RunFromStartToEnd() {}

    static Program program() {
        return Program.of(
                "S13", new Scene("run", RunFromStartToEnd::wholeRun), new Scene("nested", RunFromStartToEnd::nested));
    }

    private static Coroutine<Void> leftOver(Trace trace) {
        return async(() -> {
            try {
                await(sleep(Duration.ofSeconds(10)));
                trace.say("what was left has ended");
            } catch (CancelledError e) {
                trace.say("what was left is cancelled");
                throw e;
            }
        });
    }

    private static void wholeRun(Trace trace) throws Exception {
        var loopOfRun = new AtomicReference<@Nullable EventLoop>();
        String result = run(
                async(() -> {
                    loopOfRun.set(getRunningLoop());
                    trace.say("a loop runs");
                    var _ = createTask(leftOver(trace));
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("main returns");
                    return "done";
                }),
                trace.clock());
        trace.say("run gave: " + result);
        EventLoop loop = loopOfRun.get();
        try {
            if (loop != null) {
                loop.callSoonThreadsafe(() -> {});
            }
            trace.say("the loop is open");
        } catch (IllegalStateException e) {
            trace.say("the loop is closed");
        }
    }

    private static Coroutine<String> inner(Trace trace) {
        return async(() -> {
            trace.say("the inner run runs");
            return "inner";
        });
    }

    private static void nested(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("the outer run runs");
                    Coroutine<String> inner = inner(trace);
                    try {
                        run(inner);
                        trace.say("the inner run gave a result");
                    } catch (IllegalStateException e) {
                        boolean clear = String.valueOf(e.getMessage()).contains("run() cannot be called");
                        trace.say(
                                "the inner run is refused: " + (clear ? "run() cannot be called" : "no reason given"));
                    }
                    await(inner);
                    trace.say("the outer run goes on");
                }),
                trace.clock());
    }
}
