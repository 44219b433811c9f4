package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.taskGroup;

import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.ExceptionGroup;
import java.time.Duration;

/** A group of tasks ends when all of them have; when one fails, the rest is cancelled, and the failures come together. */
final class TaskGroups {
    private TaskGroups() {}

    static Program program() {
        return Program.of(
                "S09",
                new Scene("waits-for-all", TaskGroups::waitsForAll),
                new Scene("one-fails", TaskGroups::oneFails),
                new Scene("two-fail", TaskGroups::twoFail));
    }

    private static Coroutine<Void> later(Trace trace, int seconds, String word) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(word);
        });
    }

    private static void waitsForAll(Trace trace) throws Exception {
        run(
                async(() -> {
                    await(taskGroup(group -> {
                        var _ = group.createTask(later(trace, 1, "hello"));
                        var _ = group.createTask(later(trace, 2, "world"));
                        trace.say("the group's body ends");
                    }));
                    trace.say("the group ends");
                }),
                trace.clock());
    }

    private static Coroutine<Void> failing(Trace trace, int seconds, String name) {
        return async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(name + " fails");
            throw new IllegalStateException(name + " failed");
        });
    }

    private static Coroutine<Void> cleaningUp(Trace trace, String name, boolean failsWhenCancelled) {
        return async(() -> {
            try {
                await(sleep(Duration.ofSeconds(10)));
                trace.say(name + " ends");
            } catch (CancelledError e) {
                trace.say(name + " is cancelled");
                if (failsWhenCancelled) {
                    throw new IllegalStateException(name + " failed, too");
                }
                throw e;
            }
        });
    }

    private static void oneFails(Trace trace) throws Exception {
        run(main(trace, false), trace.clock());
    }

    private static void twoFail(Trace trace) throws Exception {
        run(main(trace, true), trace.clock());
    }

    private static Coroutine<Void> main(Trace trace, boolean bothFail) {
        return async(() -> {
            try {
                await(taskGroup(group -> {
                    var _ = group.createTask(failing(trace, 1, "A"));
                    var _ = group.createTask(cleaningUp(trace, "B", bothFail));
                    trace.say("the group's body ends");
                }));
                trace.say("the group ends well");
            } catch (ExceptionGroup e) {
                e.exceptions().forEach(failure -> trace.say("in the group: " + failure.getMessage()));
            }
        });
    }
}
