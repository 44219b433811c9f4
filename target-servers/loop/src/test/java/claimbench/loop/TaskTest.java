package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** S03, S04, S12, S16: tasks, their turns, and their cancellation. */
class TaskTest {
    private final Trace trace = new Trace();

    private Coroutine<Void> sayAfter(int seconds, String what) {
        return async(() -> {
            trace.say(what + " begins");
            await(sleep(Duration.ofSeconds(seconds)));
            trace.say(what);
        });
    }

    /** Cleans up for a second when cancelled. */
    private Coroutine<Void> careful(String name) {
        return async(() -> {
            trace.say(name + " begins");
            try {
                await(sleep(Duration.ofSeconds(100)));
            } catch (CancelledError e) {
                trace.say(name + " is told");
                await(sleep(Duration.ofSeconds(1)));
                trace.say(name + " has cleaned up");
                throw e;
            }
        });
    }

    @Test
    void aTaskBeginsInTheNextTurnAndItsMakerGoesOn() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(sayAfter(1, "task"));
            trace.say("main goes on");
            await(task);
            trace.say("main ends");
        }));
        trace.assertSaid("0 main goes on", "0 task begins", "1 task", "1 main ends");
    }

    @Test
    void twoAwaitsInARowTakeTheSumOfTheirTimes() throws Exception {
        trace.run(async(() -> {
            await(sayAfter(1, "hello"));
            await(sayAfter(2, "world"));
            trace.say("done");
        }));
        trace.assertSaid("0 hello begins", "1 hello", "1 world begins", "3 world", "3 done");
    }

    @Test
    void twoTasksTakeTheLongerOfTheirTimes() throws Exception {
        trace.run(async(() -> {
            Task<Void> hello = createTask(sayAfter(1, "hello"));
            Task<Void> world = createTask(sayAfter(2, "world"));
            await(hello);
            await(world);
            trace.say("done");
        }));
        trace.assertSaid("0 hello begins", "0 world begins", "1 hello", "2 world", "2 done");
    }

    private Coroutine<Void> steps(String name) {
        return async(() -> {
            for (int step = 0; step < 3; step++) {
                trace.say(name + " " + step);
                await(sleep(Duration.ZERO));
            }
        });
    }

    @Test
    void tasksTakeTurnsAtAwaitsWithCallbacksInBetween() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = createTask(steps("a"));
            Task<Void> b = createTask(steps("b"));
            EventLoop.running().callSoon(() -> trace.say("soon"));
            EventLoop.running().callLater(Duration.ZERO, () -> trace.say("later"));
            await(a);
            trace.say("after a");
            await(b);
            trace.say("after b");
        }));
        trace.assertSaid(
                "0 a 0", "0 b 0", "0 soon", "0 later", "0 a 1", "0 b 1", "0 a 2", "0 b 2", "0 after a", "0 after b");
    }

    @Test
    void allTasksOfALoopRunOnItsThread() throws Exception {
        Thread thread = Thread.currentThread();
        trace.run(async(() -> {
            var names = gather(async(() -> Thread.currentThread()), async(() -> {
                await(sleep(Duration.ofSeconds(1)));
                return Thread.currentThread();
            }));
            assertThat(await(names)).containsExactly(thread, thread);
        }));
    }

    @Test
    void aCancelledTaskIsToldWhereItWaitsAndMayCleanUp() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(careful("task"));
            await(sleep(Duration.ofSeconds(1)));
            trace.say("cancel: " + task.cancel() + ", cancelled yet: " + task.isCancelled());
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("main is told, cancelled: " + task.isCancelled());
            }
            trace.say("cancel again: " + task.cancel());
        }));
        trace.assertSaid(
                "0 task begins",
                "1 cancel: true, cancelled yet: false",
                "1 task is told",
                "2 task has cleaned up",
                "2 main is told, cancelled: true",
                "2 cancel again: false");
    }

    @Test
    void aTaskThatIsCancelledBeforeItsFirstTurnNeverBegins() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(careful("task"));
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("never began");
            }
        }));
        trace.assertSaid("0 never began");
    }

    @Test
    void aTaskMayRefuseToBeCancelledAndIsToldOnce() throws Exception {
        trace.run(async(() -> {
            Task<Integer> stubborn = createTask(async(() -> {
                try {
                    await(sleep(Duration.ofSeconds(100)));
                } catch (CancelledError e) {
                    trace.say("not me");
                }
                await(sleep(Duration.ofSeconds(1)));
                return 5;
            }));
            await(sleep(Duration.ZERO));
            stubborn.cancel();
            stubborn.cancel();
            trace.say("result " + await(stubborn) + ", cancelled: " + stubborn.isCancelled() + ", asked "
                    + stubborn.cancelling() + " times");
        }));
        trace.assertSaid("0 not me", "1 result 5, cancelled: false, asked 2 times");
    }

    @Test
    void cancellationReachesWhatTheTaskAwaits() throws Exception {
        trace.run(async(() -> {
            Task<Void> outer = createTask(async(() -> {
                try {
                    await(gather(careful("x"), careful("y")));
                } catch (CancelledError e) {
                    trace.say("outer is told");
                    throw e;
                }
            }));
            await(sleep(Duration.ofSeconds(1)));
            outer.cancel();
            try {
                await(outer);
            } catch (CancelledError e) {
                trace.say("main is told");
            }
        }));
        trace.assertSaid(
                "0 x begins",
                "0 y begins",
                "1 x is told",
                "1 y is told",
                "2 x has cleaned up",
                "2 y has cleaned up",
                "2 outer is told",
                "2 main is told");
    }

    @Test
    void aTaskThatCancelsItselfIsToldAtItsNextAwait() throws Exception {
        for (Duration next : new Duration[] {Duration.ZERO, Duration.ofSeconds(9)}) {
            var each = new Trace();
            each.run(async(() -> {
                Task<Void> task = createTask(async(() -> {
                    Objects.requireNonNull(currentTask()).cancel();
                    each.say("still runs");
                    try {
                        await(sleep(next));
                    } catch (CancelledError e) {
                        each.say("is told");
                        throw e;
                    }
                }));
                try {
                    await(task);
                } catch (CancelledError e) {
                    each.say("cancelled");
                }
            }));
            each.assertSaid("0 still runs", "0 is told", "0 cancelled");
        }
    }

    @Test
    void aTaskThatCancelsItselfAndReturnsIsCancelled() throws Exception {
        trace.run(async(() -> {
            Task<Integer> task = createTask(async(() -> {
                Objects.requireNonNull(currentTask()).cancel();
                return 3;
            }));
            await(sleep(Duration.ZERO));
            trace.say("cancelled: " + task.isCancelled());
        }));
        trace.assertSaid("0 cancelled: true");
    }

    @Test
    void aCancelledSleepLeavesNoTimer() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(sayAfter(1000, "task"));
            await(sleep(Duration.ofSeconds(1)));
            task.cancel();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(EventLoop.running().statistics().timers())
                    .as("this task's own is no longer pending")
                    .isZero();
        }));
        trace.assertSaid("0 task begins");
    }

    @Test
    void tasksThatAwaitEachOtherInACircleCanBeCancelledAndAreToldOnce() throws Exception {
        trace.run(async(() -> {
            List<Task<Void>> circle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int self = i;
                circle.add(createTask(async(() -> {
                    try {
                        Task<Void> next = circle.get((self + 1) % 3);
                        Awaitable<?> awaited = self == 2 ? gather(next) : next;
                        await(awaited);
                    } catch (CancelledError e) {
                        trace.say(self + " is told");
                        throw e;
                    }
                })));
            }
            await(sleep(Duration.ofSeconds(1)));
            circle.getFirst().cancel();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(circle).allMatch(Task::isCancelled);
            assertThat(circle.getFirst().cancelling()).isEqualTo(1);
        }));
        trace.assertSaid("1 0 is told", "1 2 is told", "1 1 is told");
    }

    @Test
    void aTaskCannotAwaitItself() {
        Coroutine<Void> main = async(() -> {
            Task<?> self = Objects.requireNonNull(currentTask());
            await(self);
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> trace.run(main))
                .withMessageContaining("cannot await itself");
    }

    @Test
    void theResultOfATaskCannotBeSetFromOutside() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(sayAfter(1, "task"), "named");
            assertThat(task.getName()).isEqualTo("named");
            task.setName("renamed");
            assertThat(task.getName()).isEqualTo("renamed");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> task.setException(new IllegalArgumentException()));
        }));
    }

    @Test
    void doneCallbacksRunInTheOrderOfTheirRegistration() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(sayAfter(1, "task"));
            task.addDoneCallback(done -> trace.say("first, done: " + done.isDone()));
            task.addDoneCallback(done -> trace.say("second"));
            await(task);
            trace.say("main");
            task.addDoneCallback(done -> trace.say("late"));
            await(sleep(Duration.ZERO));
        }));
        trace.assertSaid("0 task begins", "1 task", "1 first, done: true", "1 second", "1 main", "1 late");
    }
}
