package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** S01, S02, S15, S17: coroutine objects and what can be done with them. */
class CoroutineTest {
    private final Trace trace = new Trace();

    private Coroutine<String> greet(String name) {
        return async(() -> {
            trace.say("greets " + name);
            return "hello " + name;
        });
    }

    @Test
    void callingACoroutineFunctionRunsNothing() throws Exception {
        trace.run(async(() -> {
            Coroutine<String> greeting = greet("a");
            trace.say("called");
            await(sleep(Duration.ofSeconds(1)));
            trace.say(await(greeting));
        }));
        trace.assertSaid("0 called", "1 greets a", "1 hello a");
    }

    @Test
    void awaitThrowsWhatTheCoroutineThrew() throws Exception {
        var failure = new IOException("no network");
        Coroutine<String> failing = async(() -> {
            throw failure;
        });
        trace.run(async(() -> {
            try {
                await(failing);
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
                trace.say("caught");
            }
        }));
        trace.assertSaid("0 caught");
    }

    @Test
    void awaitOfACoroutineOrOfWhatIsDoneTakesNoTurn() throws Exception {
        trace.run(async(() -> {
            createTask(greet("other"));
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            future.setResult(1);
            trace.say("future " + await(future));
            await(greet("inline"));
            trace.say("now others");
            await(sleep(Duration.ZERO));
            trace.say("end");
        }));
        trace.assertSaid("0 future 1", "0 greets inline", "0 now others", "0 greets other", "0 end");
    }

    @Test
    void coroutinesTasksAndFuturesAreAllAwaitable() throws Exception {
        List<String> results = trace.run(async(() -> {
            List<String> list = new ArrayList<>();
            LoopFuture<String> future = EventLoop.running().createFuture();
            EventLoop.running().callLater(Duration.ofSeconds(1), () -> future.setResult("future"));
            for (Awaitable<String> awaitable :
                    List.of(async(() -> "coroutine"), createTask(async(() -> "task")), future)) {
                list.add(await(awaitable));
            }
            return list;
        }));
        assertThat(results).containsExactly("coroutine", "task", "future");
    }

    @Test
    void awaitingACoroutineTwiceIsRefused() {
        Coroutine<Void> main = async(() -> {
            Coroutine<String> once = greet("a");
            await(once);
            await(once);
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> trace.run(main))
                .withMessageContaining("this coroutine has been awaited already");
        trace.assertSaid("0 greets a");
    }

    @Test
    void awaitingACoroutineThatIsATaskIsRefused() {
        Coroutine<Void> main = async(() -> {
            Coroutine<String> once = greet("a");
            createTask(once);
            await(once);
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> trace.run(main))
                .withMessageContaining("or a task made of it");
    }

    @Test
    void awaitOutsideACoroutineSaysHowToStartOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> await(greet("a")))
                .withMessage("await outside a coroutine: no event loop runs on this thread; start one with"
                        + " Asyncio.run(coroutine)");
        trace.assertSaid();
    }

    @Test
    void awaitInACallbackIsRefused() throws Exception {
        Throwable refusal = trace.run(async(() -> {
            LoopFuture<Throwable> thrown = EventLoop.running().createFuture();
            EventLoop.running().callSoon(() -> {
                try {
                    await(sleep(Duration.ofSeconds(1)));
                } catch (Exception e) {
                    thrown.setResult(e);
                }
            });
            return await(thrown);
        }));
        assertThat(refusal).hasMessageContaining("a callback of the loop cannot wait; make a task");
    }

    @Test
    void awaitOnAThreadOfThePoolIsRefused() throws Exception {
        trace.run(async(() -> {
            Coroutine<String> greeting = greet("a");
            assertThatIllegalStateException()
                    .isThrownBy(() -> await(toThread(() -> await(greeting))))
                    .withMessageContaining("await outside a coroutine: no event loop runs on this thread")
                    .withMessageContaining("start one with Asyncio.run(coroutine)");
        }));
        trace.assertSaid();
    }

    @Test
    void aFutureOfAnotherLoopIsRefusedWithTheWayRound() throws Exception {
        try (var other = new EventLoop(new VirtualClock())) {
            LoopFuture<Integer> theirs = other.createFuture();
            trace.run(async(() -> {
                assertThatIllegalStateException()
                        .isThrownBy(() -> await(theirs))
                        .withMessageContaining("belongs to another loop, and cannot be awaited on this one")
                        .withMessageContaining("callSoonThreadsafe");
            }));
        }
    }

    /** The JVM calls a class initialiser from native code, whose frame stays on the thread's stack. */
    private static final class AwaitsInItsInitialiser {
        static final String VALUE = awaitASecond();

        private static String awaitASecond() {
            try {
                await(sleep(Duration.ofSeconds(1)));
                return "slept";
            } catch (Exception e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void awaitUnderANativeFrameIsRefusedAndTheTaskGoesOn() throws Exception {
        trace.run(async(() -> {
            assertThat(AwaitsInItsInitialiser.VALUE)
                    .startsWith("cannot await here: a native method or a class initialiser is among the callers");
            await(sleep(Duration.ofSeconds(2)));
            trace.say("goes on");
        }));
        trace.assertSaid("2 goes on");
    }

    /** As {@link AwaitsInItsInitialiser}, of a future, which is told of the cancellation of who awaits it. */
    private static final class AwaitsAFutureInItsInitialiser {
        static final String VALUE = awaitAFuture();

        private static String awaitAFuture() {
            try {
                await(EventLoop.running().createFuture());
                return "awaited";
            } catch (Exception e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void cancellationIsNotUsedUpByAnAwaitThatIsRefused() throws Exception {
        trace.run(async(() -> {
            Task<Void> told = createTask(async(() -> {
                Objects.requireNonNull(currentTask()).cancel();
                assertThat(AwaitsAFutureInItsInitialiser.VALUE).startsWith("cannot await here");
                trace.say("refused");
                await(sleep(Duration.ofSeconds(1)));
                trace.say("goes on");
            }));
            assertThatThrownBy(() -> await(told)).isInstanceOf(CancelledError.class);
            assertThat(told.isCancelled()).isTrue();
        }));
        trace.assertSaid("0 refused");
    }

    @Test
    void errorsOfACoroutineAreThrownAsTheyAre() {
        var error = new StackOverflowError("deep");
        Coroutine<Void> main = async(() -> {
            await(createTask(async(() -> {
                throw error;
            })));
        });
        assertThatThrownBy(() -> trace.run(main)).isSameAs(error);
    }
}
