package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** S08: a limit on a wait. */
class TimeoutTest {
    private final Trace trace = new Trace();

    private Coroutine<String> slow(String name, int seconds) {
        return async(() -> {
            try {
                await(sleep(Duration.ofSeconds(seconds)));
                return name;
            } catch (CancelledError e) {
                trace.say(name + " is told");
                await(sleep(Duration.ofSeconds(1)));
                trace.say(name + " has cleaned up");
                throw e;
            }
        });
    }

    @Test
    void atTheDeadlineTheWorkIsCancelledAndATimeoutIsThrown() throws Exception {
        trace.run(async(() -> {
            try {
                await(waitFor(slow("work", 10), Duration.ofSeconds(2)));
            } catch (TimeoutException e) {
                trace.say(Objects.requireNonNull(e.getMessage()));
            }
            await(sleep(Duration.ofSeconds(20)));
            trace.say("nothing went on");
        }));
        trace.assertSaid("2 work is told", "3 work has cleaned up", "3 not done within PT2S", "23 nothing went on");
    }

    @Test
    void workThatIsInTimeIsNotDisturbed() throws Exception {
        trace.run(async(() -> {
            trace.say(await(waitFor(slow("work", 1), Duration.ofSeconds(2))));
            await(sleep(Duration.ofSeconds(20)));
            trace.say("no late cancellation");
        }));
        trace.assertSaid("1 work", "21 no late cancellation");
    }

    @Test
    void aTaskIsCancelledToo() throws Exception {
        trace.run(async(() -> {
            Task<String> task = createTask(slow("task", 10));
            try {
                await(waitFor(task, Duration.ofSeconds(2)));
            } catch (TimeoutException e) {
                trace.say("timeout, task cancelled: " + task.isCancelled());
            }
        }));
        trace.assertSaid("2 task is told", "3 task has cleaned up", "3 timeout, task cancelled: true");
    }

    @Test
    void aCancellationFromOutsideIsNoTimeout() throws Exception {
        trace.run(async(() -> {
            Task<String> task = createTask(waitFor(slow("work", 10), Duration.ofSeconds(5)));
            await(sleep(Duration.ofSeconds(1)));
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("cancelled: " + task.isCancelled());
            }
        }));
        trace.assertSaid("1 work is told", "2 work has cleaned up", "2 cancelled: true");
    }

    @Test
    void theInnerOfTwoTimeoutsFiresAndTheTaskIsNotLeftCancelled() throws Exception {
        trace.run(async(() -> {
            String result = await(waitFor(
                    async(() -> {
                        try {
                            return await(waitFor(slow("work", 10), Duration.ofSeconds(1)));
                        } catch (TimeoutException e) {
                            await(sleep(Duration.ofSeconds(1)));
                            return "inner timeout";
                        }
                    }),
                    Duration.ofSeconds(5)));
            trace.say(result);
            assertThat(Objects.requireNonNull(Asyncio.currentTask()).cancelling())
                    .isZero();
        }));
        trace.assertSaid("1 work is told", "2 work has cleaned up", "3 inner timeout");
    }
}
