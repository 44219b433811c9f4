package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallbackTest {
    private final Trace trace = new Trace();

    @Test
    void callbacksOfOneMomentRunInTheOrderInWhichTheyWereMade() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            for (int i = 0; i < 20; i++) {
                int number = i;
                loop.callLater(Duration.ofSeconds(2), () -> trace.say("two " + number));
                loop.callLater(Duration.ofSeconds(1), () -> trace.say("one " + number));
            }
            await(sleep(Duration.ofSeconds(3)));
        }));
        List<String> expected = new ArrayList<>();
        for (String second : new String[] {"1 one ", "2 two "}) {
            for (int i = 0; i < 20; i++) {
                expected.add(second + i);
            }
        }
        trace.assertSaid(expected.toArray(String[]::new));
    }

    @Test
    void aCallbackWithoutADelayComesAfterWhatIsReady() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            loop.callLater(Duration.ZERO, () -> trace.say("no delay"));
            loop.callLater(Duration.ofSeconds(Long.MIN_VALUE), () -> trace.say("long past"));
            loop.callSoon(() -> trace.say("soon"));
            await(sleep(Duration.ZERO));
            trace.say("main");
        }));
        trace.assertSaid("0 soon", "0 main", "0 no delay", "0 long past");
    }

    @Test
    void aCancelledCallbackDoesNotRun() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            Handle soon = loop.callSoon(() -> trace.say("soon"));
            Handle later = loop.callLater(Duration.ofSeconds(1), () -> trace.say("later"));
            Handle kept = loop.callLater(Duration.ofSeconds(1), () -> trace.say("kept"));
            assertThat(soon.cancel()).isTrue();
            assertThat(later.cancel()).isTrue();
            assertThat(later.cancel()).isFalse();
            assertThat(later.isCancelled()).isTrue();
            await(sleep(Duration.ofSeconds(2)));
            assertThat(kept.cancel()).as("it has run").isFalse();
        }));
        trace.assertSaid("1 kept");
    }

    @Test
    void aTimerThatIsCancelledInTheTurnInWhichItIsDueDoesNotRun() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            var second = new AtomicReference<@Nullable Handle>();
            loop.callLater(Duration.ofSeconds(1), () -> {
                trace.say("first");
                Handle handle = second.get();
                assertThat(handle != null && handle.cancel()).isTrue();
            });
            second.set(loop.callLater(Duration.ofSeconds(1), () -> trace.say("second")));
            await(sleep(Duration.ofSeconds(2)));
            assertThat(loop.statistics().timers()).isNotNegative();
        }));
        trace.assertSaid("1 first");
    }

    @Test
    void aCallbackThatThrowsDisturbsNobody() throws Exception {
        trace.run(async(() -> {
            EventLoop.running().callSoon(() -> {
                throw new IllegalArgumentException("meant by a test");
            });
            EventLoop.running().callSoon(() -> trace.say("next"));
            await(sleep(Duration.ZERO));
            trace.say("main");
        }));
        trace.assertSaid("0 next", "0 main");
    }

    @Test
    void callsFromOtherThreadsAllArriveHoweverOftenTheLoopSleeps() throws Exception {
        int threadCount = 4;
        int callsEach = 20_000;
        var arrived = new AtomicInteger();
        Asyncio.run(async(() -> {
            EventLoop loop = EventLoop.running();
            LoopFuture<Boolean> all = loop.createFuture();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < threadCount; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int call = 0; call < callsEach; call++) {
                        loop.callSoonThreadsafe(() -> {
                            if (arrived.incrementAndGet() == threadCount * callsEach) {
                                all.setResult(true);
                            }
                        });
                    }
                }));
            }
            await(all);
            for (Thread thread : threads) {
                thread.join();
            }
        }));
        assertThat(arrived).hasValue(threadCount * callsEach);
    }

    @Test
    void aSleepingLoopIsWokenByAnotherThread() throws Exception {
        Asyncio.run(async(() -> {
            EventLoop loop = EventLoop.running();
            for (int round = 0; round < 1_000; round++) {
                LoopFuture<Boolean> reply = loop.createFuture();
                Thread thread = Thread.ofVirtual().start(() -> loop.callSoonThreadsafe(() -> reply.setResult(true)));
                assertThat(await(reply)).isTrue();
                thread.join();
            }
        }));
    }

    @Test
    void anotherThreadIsSentToTheThreadsafeWay() throws Exception {
        Throwable refusal = Asyncio.run(async(() -> {
            EventLoop loop = EventLoop.running();
            return await(loop.<Throwable>runInExecutor(() -> {
                try {
                    loop.callSoon(() -> {});
                } catch (IllegalStateException e) {
                    return e;
                }
                return new AssertionError("was let in");
            }));
        }));
        assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageContaining("callSoonThreadsafe");
    }

    @Test
    void aClosedLoopTakesNoCalls() {
        var loop = new EventLoop(LoopClock.SYSTEM);
        loop.close();
        loop.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.callSoonThreadsafe(() -> {}))
                .withMessage("the event loop is closed: start another one, with Asyncio.run(coroutine)");
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.callSoon(() -> {}))
                .withMessageContaining("the event loop is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.createTask(async(() -> 1)))
                .withMessageContaining("the event loop is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.run(async(() -> 1)))
                .withMessage("the event loop is closed: start another one, with Asyncio.run(coroutine)");
    }
}
