package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.getRunningLoop;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.timeout;
import static claimbench.loop.Asyncio.timeoutAt;
import static claimbench.loop.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S08: a deadline for a piece of code. */
class TimeoutScopeTest {
    private final Trace trace = new Trace();

    private static void pause(int seconds) throws Exception {
        await(sleep(Duration.ofSeconds(seconds)));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static int cancelling() {
        return Objects.requireNonNull(currentTask()).cancelling();
    }

    @Test
    void theCodeIsCancelledAndCleansUpBeforeTheTimeoutIsThrown() throws Exception {
        trace.run(async(() -> {
            try {
                await(timeout(seconds(2), scope -> {
                    try {
                        pause(10);
                    } finally {
                        trace.say("expired: " + scope.expired());
                        pause(1);
                    }
                }));
            } catch (TimeoutException e) {
                trace.say(e.getMessage() + ", since "
                        + Objects.requireNonNull(e.getCause()).getClass().getSimpleName());
            }
            assertThat(cancelling()).isZero();
            pause(1);
            trace.say("main goes on");
        }));
        trace.assertSaid("2 expired: true", "3 not done within PT2S, since CancelledError", "4 main goes on");
    }

    @Test
    void aFailureDuringCleanUpIsNoTimeout() throws Exception {
        trace.run(async(() -> {
            try {
                await(timeout(seconds(2), scope -> {
                    try {
                        pause(10);
                    } catch (CancelledError e) {
                        throw new IOException("clean-up", e);
                    }
                }));
            } catch (IOException e) {
                trace.say(Objects.requireNonNull(e.getMessage()));
            }
            assertThat(cancelling()).isZero();
        }));
        trace.assertSaid("2 clean-up");
    }

    @Test
    void aCancellationFromOutsideGoesOnEvenAfterTheDeadline() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(timeout(seconds(2), scope -> {
                try {
                    pause(10);
                } finally {
                    pause(2);
                }
            }));
            pause(3);
            task.cancel(); // while it cleans up
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("cancelled: " + task.isCancelled() + ", " + task.cancelling());
            }
        }));
        trace.assertSaid("3 cancelled: true, 1");
    }

    @Test
    void theOuterOfTwoFiresThroughTheInner() throws Exception {
        trace.run(async(() -> {
            try {
                await(timeout(seconds(1), outer -> {
                    try {
                        await(timeout(seconds(5), inner -> {
                            pause(10);
                        }));
                    } catch (TimeoutException e) {
                        trace.say("not this one");
                    }
                }));
            } catch (TimeoutException e) {
                trace.say("outer: " + e.getMessage());
            }
            assertThat(cancelling()).isZero();
        }));
        trace.assertSaid("1 outer: not done within PT1S");
    }

    @Test
    void theInnerOfTwoFiresAndTheOuterGoesOn() throws Exception {
        trace.run(async(() -> {
            String result = await(timeout(seconds(5), outer -> {
                try {
                    await(timeout(seconds(1), inner -> {
                        pause(10);
                    }));
                } catch (TimeoutException e) {
                    trace.say("inner: " + e.getMessage());
                }
                pause(1);
                return "outer is in time";
            }));
            trace.say(result);
        }));
        trace.assertSaid("1 inner: not done within PT1S", "2 outer is in time");
    }

    @Test
    void twoOfTheSameMomentAreOneTimeoutEach() throws Exception {
        trace.run(async(() -> {
            try {
                await(timeout(seconds(1), outer -> {
                    try {
                        await(timeout(seconds(1), inner -> {
                            pause(10);
                        }));
                    } catch (TimeoutException e) {
                        trace.say("inner");
                    }
                }));
            } catch (TimeoutException e) {
                trace.say("outer");
            }
            assertThat(cancelling()).isZero();
        }));
        // As in asyncio: both have cancelled the task, so the inner one is not alone.
        trace.assertSaid("1 outer");
    }

    @Test
    void aDeadlineMayBeMoved() throws Exception {
        trace.run(async(() -> {
            try {
                await(timeout(seconds(2), scope -> {
                    assertThat(scope.when()).hasValue(seconds(2).toNanos());
                    pause(1);
                    scope.reschedule(seconds(3));
                    assertThat(scope.when()).hasValue(seconds(4).toNanos());
                    pause(2);
                    trace.say("still here");
                    scope.rescheduleAt(getRunningLoop().timeNanos() + seconds(2).toNanos());
                    pause(10);
                }));
            } catch (TimeoutException e) {
                trace.say("timeout");
            }
        }));
        trace.assertSaid("3 still here", "5 timeout");
    }

    @Test
    void aDeadlineMayBeTakenAwayAndSetLater() throws Exception {
        trace.run(async(() -> {
            await(timeout(seconds(2), scope -> {
                scope.reschedule(null);
                assertThat(scope.when()).isEmpty();
                pause(10);
                trace.say("no deadline");
            }));
            try {
                await(timeout(null, scope -> {
                    pause(5);
                    scope.reschedule(seconds(1));
                    pause(10);
                }));
            } catch (TimeoutException e) {
                trace.say("a late one");
            }
        }));
        trace.assertSaid("10 no deadline", "16 a late one");
    }

    @Test
    void aDeadlineThatIsPastFiresInTheNextTurn() throws Exception {
        trace.run(async(() -> {
            for (Duration limit : new Duration[] {Duration.ZERO, seconds(-1)}) {
                await(timeout(limit, scope -> {
                    trace.say("no await, no timeout");
                }));
                try {
                    await(timeout(limit, scope -> {
                        trace.say("begins");
                        await(sleep(Duration.ZERO));
                        trace.say("never");
                    }));
                } catch (TimeoutException e) {
                    trace.say("timeout");
                }
            }
        }));
        trace.assertSaid(
                "0 no await, no timeout", "0 begins", "0 timeout", "0 no await, no timeout", "0 begins", "0 timeout");
    }

    @Test
    void aMomentIsADeadlineToo() throws Exception {
        trace.run(async(() -> {
            pause(3);
            try {
                await(timeoutAt(seconds(5).toNanos(), scope -> {
                    pause(10);
                }));
            } catch (TimeoutException e) {
                trace.say(Objects.requireNonNull(e.getMessage()));
            }
        }));
        trace.assertSaid("5 not done by the deadline");
    }

    @Test
    void aDeadlineThatHasBeenReachedOrLeftCannotBeMoved() throws Exception {
        trace.run(async(() -> {
            var kept = new AtomicReference<Timeout>();
            await(timeout(seconds(2), scope -> {
                kept.set(scope);
            }));
            assertThat(kept.get().expired()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(() -> kept.get().reschedule(seconds(1)))
                    .withMessageContaining("has ended");
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> await(timeout(seconds(2), scope -> {
                        try {
                            pause(10);
                        } finally {
                            assertThatIllegalStateException()
                                    .isThrownBy(() -> scope.reschedule(seconds(1)))
                                    .withMessageContaining("has been reached");
                        }
                    })));
        }));
    }

    @Test
    void noTimeAtAllForACoroutineDoesNotBeginIt() throws Exception {
        trace.run(async(() -> {
            try {
                await(waitFor(async(() -> trace.say("begins")), Duration.ZERO));
            } catch (TimeoutException e) {
                trace.say("timeout");
            }
        }));
        trace.assertSaid("0 timeout");
    }
}
