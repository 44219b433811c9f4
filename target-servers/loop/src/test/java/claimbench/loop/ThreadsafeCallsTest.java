package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.getRunningLoop;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.runCoroutineThreadsafe;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Coroutines that another thread has a loop run. */
class ThreadsafeCallsTest {
    private static <T> T get(Future<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFailureReachesTheOtherThread() throws Exception {
        run(async(() -> {
            EventLoop loop = getRunningLoop();
            await(toThread(() -> {
                Future<Void> future = runCoroutineThreadsafe(
                        async(() -> {
                            throw new IOException("broken");
                        }),
                        loop);
                return assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> get(future))
                        .withCauseInstanceOf(IOException.class);
            }));
        }));
    }

    @Test
    void cancellingReachesTheTaskWhichCleansUp() throws Exception {
        run(async(() -> {
            EventLoop loop = getRunningLoop();
            var begun = new Event();
            var cleanedUp = new Event();
            LoopFuture<Boolean> other = loop.runInExecutor(() -> {
                Future<Void> future = runCoroutineThreadsafe(
                        async(() -> {
                            try {
                                begun.set();
                                await(sleep(Duration.ofDays(1)));
                            } finally {
                                await(sleep(Duration.ZERO));
                                cleanedUp.set();
                            }
                        }),
                        loop);
                get(runCoroutineThreadsafe(async(begun::await), loop));
                return future.cancel(true);
            });
            assertThat(await(other)).isTrue();
            cleanedUp.await();
        }));
    }

    @Test
    void aCancelledTaskIsACancelledFuture() throws Exception {
        run(async(() -> {
            EventLoop loop = getRunningLoop();
            await(toThread(() -> {
                Future<Void> future = runCoroutineThreadsafe(
                        async(() -> {
                            throw new CancelledError("by itself");
                        }),
                        loop);
                return assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(future));
            }));
        }));
    }

    @Test
    void theResultReachesTheOtherThreadAndTheLoopsThreadMakesIt() throws Exception {
        Thread loopThread = Thread.currentThread();
        run(async(() -> {
            EventLoop loop = getRunningLoop();
            Thread ranOn =
                    await(toThread(() -> get(runCoroutineThreadsafe(async(() -> Thread.currentThread()), loop))));
            assertThat(ranOn).isSameAs(loopThread);
        }));
    }

    @Test
    void oneThatTheLoopNeverGetsRoundToIsCancelled() throws Exception {
        Future<String> future;
        try (var loop = new EventLoop(LoopClock.SYSTEM)) {
            future = runCoroutineThreadsafe(async(() -> "never"), loop);
            assertThat(future).isNotDone();
        }
        assertThat(future).isCancelled();
    }

    @Test
    void aClosedLoopTakesNone() {
        var loop = new EventLoop(LoopClock.SYSTEM);
        loop.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> runCoroutineThreadsafe(async(() -> "never"), loop))
                .withMessageContaining("closed");
    }
}
