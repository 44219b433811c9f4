package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;

/** A task is scheduled when it is made, and begins in the loop's next turn: the caller goes on until its own next await. */
final class TaskInTheBackground {
    private TaskInTheBackground() {}

    static Program program() {
        return Program.of("S03", new Scene("task", TaskInTheBackground::task));
    }

    private static Coroutine<String> sendMail(Trace trace) {
        return async(() -> {
            trace.say("the task begins");
            await(sleep(Duration.ofSeconds(2)));
            trace.say("the task ends");
            return "sent";
        });
    }

    private static void task(Trace trace) throws Exception {
        run(
                async(() -> {
                    trace.say("the caller makes the task");
                    Task<String> mail = createTask(sendMail(trace));
                    trace.say("the caller goes on");
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("the caller has done other work");
                    trace.say("the caller gets: " + await(mail));
                }),
                trace.clock());
    }
}
