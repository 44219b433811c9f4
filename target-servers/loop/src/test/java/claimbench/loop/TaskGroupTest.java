package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S09: tasks that end with the code that made them. */
class TaskGroupTest {
    private final Trace trace = new Trace();

    private static void pause(int seconds) throws Exception {
        await(sleep(Duration.ofSeconds(seconds)));
    }

    /** Cleans up for a second when cancelled. */
    private Coroutine<String> ok(String name, int seconds) {
        return async(() -> {
            try {
                pause(seconds);
            } catch (CancelledError e) {
                trace.say(name + " is told");
                pause(1);
                trace.say(name + " has cleaned up");
                throw e;
            }
            trace.say(name);
            return name;
        });
    }

    private Coroutine<String> failing(String name, int seconds) {
        return async(() -> {
            pause(seconds);
            trace.say(name + " fails");
            throw new IOException(name);
        });
    }

    private static void fail(String name) throws IOException {
        throw new IOException(name);
    }

    private void say(ExceptionGroup group) {
        trace.say(group.exceptions().stream().map(Throwable::getMessage).toList() + " of " + group.getMessage());
    }

    private static int cancelling() {
        return Objects.requireNonNull(currentTask()).cancelling();
    }

    @Test
    void whenOneFailsTheOthersAndTheBodyAreCancelledAndTheGroupWaitsForAll() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(ok("a", 1));
                    group.createTask(failing("b", 2));
                    group.createTask(ok("c", 10));
                    try {
                        pause(20);
                    } catch (CancelledError e) {
                        trace.say("body is told");
                        throw e;
                    }
                }));
            } catch (ExceptionGroup e) {
                say(e);
            }
            assertThat(cancelling()).isZero();
            pause(1);
            trace.say("main goes on");
        }));
        trace.assertSaid(
                "1 a",
                "2 b fails",
                "2 c is told",
                "2 body is told",
                "3 c has cleaned up",
                "3 [b] of unhandled failures in a task group (1 failure)",
                "4 main goes on");
    }

    @Test
    void aFailureAfterTheBodysEndDoesTheSame() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(failing("a", 2));
                    group.createTask(ok("b", 10));
                    trace.say("body ends");
                }));
            } catch (ExceptionGroup e) {
                say(e);
            }
            assertThat(cancelling()).isZero();
            pause(1);
            trace.say("main goes on");
        }));
        trace.assertSaid(
                "0 body ends",
                "2 a fails",
                "2 b is told",
                "3 b has cleaned up",
                "3 [a] of unhandled failures in a task group (1 failure)",
                "4 main goes on");
    }

    @Test
    void aFailureOfTheBodyCancelsTheTasksAndIsInTheGroup() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(ok("a", 10));
                    pause(1);
                    fail("body");
                }));
            } catch (ExceptionGroup e) {
                say(e);
                assertThat(e).hasCauseInstanceOf(IOException.class);
            }
        }));
        trace.assertSaid(
                "1 a is told", "2 a has cleaned up", "2 [body] of unhandled failures in a task group (1 failure)");
    }

    @Test
    void failuresOfTheSameTurnAndOfCleanUpComeTogether() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(failing("a", 1));
                    group.createTask(failing("b", 1));
                    group.createTask(async(() -> {
                        try {
                            pause(10);
                        } finally {
                            pause(1);
                            fail("clean-up");
                        }
                    }));
                    try {
                        pause(20);
                    } finally {
                        fail("body's clean-up");
                    }
                }));
            } catch (ExceptionGroup e) {
                say(e);
            }
        }));
        trace.assertSaid(
                "1 a fails",
                "1 b fails",
                "2 [a, b, clean-up, body's clean-up] of unhandled failures in a task group (4 failures)");
    }

    @Test
    void aCancellationFromOutsideCancelsTheTasksAndPassesOn() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(taskGroup(group -> {
                group.createTask(ok("a", 10));
                group.createTask(ok("b", 10));
            }));
            pause(1);
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("cancelled: " + task.isCancelled());
            }
        }));
        trace.assertSaid("1 a is told", "1 b is told", "2 a has cleaned up", "2 b has cleaned up", "2 cancelled: true");
    }

    @Test
    void aCancellationFromOutsideWhileTasksFailIsNotLost() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(async(() -> {
                try {
                    await(taskGroup(group -> {
                        group.createTask(failing("a", 1));
                        group.createTask(ok("b", 10));
                    }));
                } catch (ExceptionGroup e) {
                    say(e);
                }
                pause(100);
                trace.say("never");
            }));
            await(sleep(Duration.ofMillis(1500)));
            trace.say("cancel"); // while b cleans up
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("cancelled: " + task.isCancelled());
            }
        }));
        trace.assertSaid(
                "1 a fails",
                "1 b is told",
                "1.5 cancel",
                "2 b has cleaned up",
                "2 [a] of unhandled failures in a task group (1 failure)",
                "2 cancelled: true");
    }

    @Test
    void aCancelledTaskIsNoFailure() throws Exception {
        trace.run(async(() -> {
            String result = await(taskGroup(group -> {
                Task<String> a = group.createTask(ok("a", 10));
                Task<String> b = group.createTask(ok("b", 3));
                pause(1);
                a.cancel();
                return await(b);
            }));
            trace.say("result " + result);
        }));
        trace.assertSaid("1 a is told", "2 a has cleaned up", "3 b", "3 result b");
    }

    @Test
    void aGroupThatHasEndedTakesNoTask() throws Exception {
        trace.run(async(() -> {
            var kept = new AtomicReference<TaskGroup>();
            await(taskGroup(group -> {
                kept.set(group);
            }));
            assertThatIllegalStateException()
                    .isThrownBy(() -> kept.get().createTask(ok("late", 1)))
                    .withMessageContaining("has ended");
        }));
    }

    @Test
    void aGroupThatIsShuttingDownTakesNoTask() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(failing("a", 1));
                    try {
                        pause(10);
                    } finally {
                        assertThatIllegalStateException()
                                .isThrownBy(() -> group.createTask(ok("late", 1)))
                                .withMessageContaining("shutting down");
                    }
                }));
            } catch (ExceptionGroup e) {
                say(e);
            }
        }));
        trace.assertSaid("1 a fails", "1 [a] of unhandled failures in a task group (1 failure)");
    }

    @Test
    void theBodysResultComesWhenAllTasksAreDone() throws Exception {
        trace.run(async(() -> {
            String result = await(taskGroup(group -> {
                Task<String> a = group.createTask(ok("a", 2), "first");
                assertThat(a.getName()).isEqualTo("first");
                group.createTask(ok("b", 1));
                return "body";
            }));
            trace.say("result " + result);
        }));
        trace.assertSaid("1 b", "2 a", "2 result body");
    }

    @Test
    void aTaskMayMakeAnotherWhileTheGroupWaits() throws Exception {
        trace.run(async(() -> {
            await(taskGroup(group -> {
                group.createTask(async(() -> {
                    pause(1);
                    group.createTask(ok("grandchild", 1));
                }));
            }));
            trace.say("end");
        }));
        trace.assertSaid("2 grandchild", "2 end");
    }

    @Test
    void anInnerGroupsFailuresAreOneFailureOfTheOuter() throws Exception {
        trace.run(async(() -> {
            try {
                await(taskGroup(outer -> {
                    outer.createTask(ok("a", 10));
                    await(taskGroup(inner -> {
                        inner.createTask(failing("b", 1));
                        inner.createTask(ok("c", 10));
                    }));
                }));
            } catch (ExceptionGroup e) {
                say((ExceptionGroup) e.exceptions().getFirst());
            }
            assertThat(cancelling()).isZero();
        }));
        trace.assertSaid(
                "1 b fails",
                "1 c is told",
                "2 c has cleaned up",
                "2 a is told",
                "3 a has cleaned up",
                "3 [b] of unhandled failures in a task group (1 failure)");
    }
}
