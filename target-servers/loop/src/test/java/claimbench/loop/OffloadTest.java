package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S20: blocking calls on other threads. */
@Timeout(60)
class OffloadTest {
    private final Trace trace = new Trace();

    @Test
    void offLoadingABlockingCallLeavesTheLoopFree() throws Exception {
        var blocker = new CountDownLatch(1);
        trace.run(async(() -> {
            Task<String> blocked = createTask(toThread(() -> {
                blocker.await();
                return "unblocked on " + Thread.currentThread().getName().replaceAll("\\d", "N");
            }));
            for (int tick = 1; tick <= 3; tick++) {
                await(sleep(Duration.ofSeconds(1)));
                trace.say("tick, blocked: " + !blocked.isDone());
            }
            // Had the call blocked the loop, this line would not be reached.
            blocker.countDown();
            trace.say(await(blocked));
            trace.say("back on the loop: " + (Asyncio.currentTask() != null));
        }));
        trace.assertSaid(
                "1 tick, blocked: true",
                "2 tick, blocked: true",
                "3 tick, blocked: true",
                "3 unblocked on loop-pool-N",
                "3 back on the loop: true");
    }

    @Test
    void aFailureOnTheOtherThreadIsThrownAtTheAwait() {
        Coroutine<String> main = async(() -> await(toThread(() -> {
            throw new IOException("disk");
        })));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trace.run(main))
                .withMessage("disk");
    }

    @Test
    void aCallThatIsCancelledBeforeItsTurnIsNotMade() throws Exception {
        var blocker = new CountDownLatch(1);
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            trace.run(async(() -> {
                EventLoop loop = EventLoop.running();
                LoopFuture<Boolean> first = loop.runInExecutor(one, () -> {
                    blocker.await();
                    return true;
                });
                LoopFuture<Boolean> second = loop.runInExecutor(one, () -> {
                    trace.say("must not be said");
                    return true;
                });
                second.cancel();
                blocker.countDown();
                await(first);
                await(loop.runInExecutor(one, () -> true));
                assertThat(second.isCancelled()).isTrue();
            }));
        }
        trace.assertSaid();
    }

    @Test
    void cancellingACallUnderWayGivesUpWaitingForIt() throws Exception {
        var begun = new CountDownLatch(1);
        var blocker = new CountDownLatch(1);
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            trace.run(async(() -> {
                EventLoop loop = EventLoop.running();
                LoopFuture<Boolean> call = loop.runInExecutor(one, () -> {
                    begun.countDown();
                    blocker.await();
                    return true;
                });
                begun.await();
                call.cancel();
                try {
                    await(call);
                } catch (CancelledError e) {
                    trace.say("given up");
                }
                blocker.countDown();
                await(loop.runInExecutor(one, () -> true));
                trace.say("its late result disturbs nobody");
            }));
        }
        trace.assertSaid("0 given up", "0 its late result disturbs nobody");
    }
}
