package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static claimbench.loop.Report.Kind.COROUTINE_NEVER_AWAITED;
import static claimbench.loop.Report.Kind.EXECUTOR_NOT_ENDING;
import static claimbench.loop.Report.Kind.FAILURE_AT_SHUTDOWN;
import static claimbench.loop.Report.Kind.TASK_DESTROYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S13: how a run ends. */
@Timeout(60)
class ShutdownTest {
    private final Reports reports = new Reports();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private <T> T run(Coroutine<T> main) throws Exception {
        try (var loop = new EventLoop(new VirtualClock())) {
            loop.setExceptionHandler(reports);
            return loop.run(main);
        }
    }

    private Coroutine<Void> cleansUp(Coroutine.Action cleanUp) {
        return async(() -> {
            try {
                await(sleep(Duration.ofHours(1)));
            } finally {
                cleanUp.run();
            }
        });
    }

    @Test
    void aRunEndsInAsynciosOrder() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var loop = new EventLoop(new VirtualClock())) {
            loop.setDebug(true);
            loop.setExceptionHandler(report -> said.add("reported: " + report.kind()));
            loop.run(async(() -> {
                createTask(cleansUp(() -> {
                    await(sleep(Duration.ofSeconds(1)));
                    said.add("left task has cleaned up");
                    release.countDown();
                    throwIo("in its clean-up");
                }));
                createTask(toThread(() -> {
                    begun.countDown();
                    release.await();
                    said.add("call on the pool has ended");
                    return 1;
                }));
                sleep(Duration.ofSeconds(1)); // never awaited
                await(sleep(Duration.ZERO));
                begun.await();
                said.add("main ends");
            }));
        }
        assertThat(said)
                .containsSubsequence("main ends", "left task has cleaned up", "reported: FAILURE_AT_SHUTDOWN")
                .containsSubsequence(
                        "left task has cleaned up",
                        "call on the pool has ended",
                        "reported: " + COROUTINE_NEVER_AWAITED)
                .hasSize(5);
    }

    private static void throwIo(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    void aFailureInACleanUpGoesToTheHandler() throws Exception {
        run(async(() -> {
            createTask(cleansUp(() -> throwIo("in its clean-up")), "careless");
            await(sleep(Duration.ofSeconds(1)));
        }));
        Report report = reports.only(FAILURE_AT_SHUTDOWN);
        assertThat(report.message()).isEqualTo("task careless failed when it was cancelled at the end of the run");
        assertThat(report.exception()).hasMessage("in its clean-up");
        assertThat(reports.all()).as("and is not reported again as unseen").hasSize(1);
    }

    // ---- interrupts

    @Test
    void aSecondInterruptEndsTheRunAtOnceAndSaysWhatItGaveUpOn() {
        Coroutine<Void> main = async(() -> {
            createTask(cleansUp(() -> {}), "other");
            Thread.currentThread().interrupt();
            await(cleansUp(() -> {
                said.add("main is told");
                Thread.currentThread().interrupt();
                await(sleep(Duration.ofHours(1)));
                said.add("never");
            }));
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> run(main))
                .withMessageStartingWith("interrupted while the loop was ending its tasks; given up on: ")
                .withMessageContaining("task Task-1, which waits for a timer, due in 3600000 ms (told to end)")
                .withMessageContaining("task other, which waits for a timer");
        assertThat(said).containsExactly("main is told");
        assertThat(reports.of(TASK_DESTROYED)).hasSize(2);
        assertThat(EventLoop.isRunning()).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptWhileTheLoopShutsDownEndsItAtOnce() {
        Coroutine<Void> main = async(() -> {
            createTask(
                    cleansUp(() -> {
                        said.add("cleans up");
                        Thread.currentThread().interrupt();
                        await(sleep(Duration.ofHours(1)));
                        said.add("never");
                    }),
                    "slow");
            await(sleep(Duration.ofSeconds(1)));
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> run(main))
                .withMessageContaining("given up on: task slow");
        assertThat(said).containsExactly("cleans up");
    }

    @Test
    void anInterruptWhileThePoolIsWaitedForEndsTheRunAtOnce() {
        Thread loopThread = Thread.currentThread();
        var interrupted = new CountDownLatch(1);
        Coroutine<Void> main = async(() -> {
            EventLoop loop = EventLoop.running();
            loop.runInExecutor(() -> {
                String dump = "";
                while (!dump.contains("task shut down the pool waits for")) {
                    dump = loop.dumpTasks(Duration.ofMinutes(1));
                }
                loopThread.interrupt();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return 1;
            });
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> run(main))
                .withMessageContaining("given up on: task shut down the pool");
        assertThat(interrupted)
                .as("the call that nobody waits for is interrupted")
                .satisfies(CountDownLatch::await);
    }

    // ---- the loop's own pool

    @Test
    void callsThatDoNotEndAreReportedAndNotWaitedFor() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        run(async(() -> {
            EventLoop loop = EventLoop.running();
            LoopFuture<Integer> call = loop.runInExecutor(() -> {
                begun.countDown();
                release.await();
                return 5;
            });
            begun.await();
            await(loop.shutdownDefaultExecutor(Duration.ofNanos(1)));
            assertThat(reports.only(EXECUTOR_NOT_ENDING).message()).contains("have not ended within PT0.000000001S");
            release.countDown();
            assertThat(await(call)).isEqualTo(5);
        }));
    }

    @Test
    void aPoolThatWasShutDownTakesNoCallsUntilTheNextRun() throws Exception {
        try (var loop = new EventLoop(new VirtualClock())) {
            loop.run(async(() -> {
                assertThat(await(toThread(() -> 1))).isEqualTo(1);
                await(loop.shutdownDefaultExecutor());
                assertThatIllegalStateException()
                        .isThrownBy(() -> await(toThread(() -> 2)))
                        .withMessageContaining("the loop's pool has been shut down")
                        .withMessageContaining("an executor of your own");
            }));
            assertThat(loop.run(toThread(() -> 3))).isEqualTo(3);
        }
    }
}
