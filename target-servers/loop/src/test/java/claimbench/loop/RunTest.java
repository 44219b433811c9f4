package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S13: run makes a loop, runs, cancels what is left, closes. */
@Timeout(60)
class RunTest {
    private final Trace trace = new Trace();

    private Coroutine<Void> careful(String name) {
        return async(() -> {
            trace.say(name + " begins");
            try {
                await(sleep(Duration.ofSeconds(100)));
            } finally {
                trace.say(name + " cleans up");
                await(sleep(Duration.ofSeconds(1)));
                trace.say(name + " has cleaned up");
            }
        });
    }

    @Test
    void runGivesTheResult() throws Exception {
        assertThat(Asyncio.run(async(() -> 42))).isEqualTo(42);
    }

    @Test
    void runThrowsWhatTheCoroutineThrewAfterCancellingWhatIsLeft() {
        Coroutine<Void> main = async(() -> {
            createTask(careful("left"));
            await(sleep(Duration.ofSeconds(1)));
            throw new IOException("main failed");
        });
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trace.run(main))
                .withMessage("main failed");
        trace.assertSaid("0 left begins", "1 left cleans up", "2 left has cleaned up");
    }

    @Test
    void whatBecameReadyBeforeTheEndHasItsTurnAndIsThenCancelled() throws Exception {
        trace.run(async(() -> {
            createTask(careful("b"));
            createTask(careful("c"));
            trace.say("main ends");
        }));
        trace.assertSaid(
                "0 main ends",
                "0 b begins",
                "0 c begins",
                "0 b cleans up",
                "0 c cleans up",
                "1 b has cleaned up",
                "1 c has cleaned up");
    }

    @Test
    void aTaskThatIsMadeInACleanUpIsCancelledToo() throws Exception {
        trace.run(async(() -> {
            createTask(async(() -> {
                try {
                    await(sleep(Duration.ofSeconds(100)));
                } finally {
                    createTask(careful("late"));
                    trace.say("makes a task");
                    await(sleep(Duration.ZERO));
                }
            }));
            trace.say("main ends");
        }));
        trace.assertSaid("0 main ends", "0 makes a task", "0 late begins", "0 late cleans up", "1 late has cleaned up");
    }

    @Test
    void aNestedRunIsRefused() throws Exception {
        trace.run(async(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Asyncio.run(async(() -> 1)))
                    .withMessageContaining("run() cannot be called while an event loop runs on this thread");
            trace.say("goes on");
        }));
        trace.assertSaid("0 goes on");
    }

    @Test
    void afterARunThereMayBeAnother() throws Exception {
        assertThat(Asyncio.run(async(() -> 1))).isEqualTo(1);
        assertThat(EventLoop.isRunning()).isFalse();
        assertThat(Asyncio.run(async(() -> 2))).isEqualTo(2);
    }

    @Test
    void aVirtualThreadIsRefused() throws InterruptedException {
        var thrown = new AtomicReference<@Nullable Throwable>();
        Thread.startVirtualThread(() -> {
                    try {
                        Asyncio.run(async(() -> 1));
                    } catch (Exception e) {
                        thrown.set(e);
                    }
                })
                .join();
        assertThat(thrown.get()).hasMessageContaining("needs a platform thread");
    }

    @Test
    void anInterruptedLoopCancelsItsCoroutine() {
        Coroutine<Void> main = async(() -> {
            Thread.currentThread().interrupt();
            await(careful("main"));
        });
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> trace.run(main));
        trace.assertSaid("0 main begins", "0 main cleans up", "1 main has cleaned up");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anHourOfSleepsTakesNoTimeOnAVirtualClock() throws Exception {
        trace.run(async(() -> {
            for (int second = 0; second < 3600; second++) {
                await(sleep(Duration.ofSeconds(1)));
            }
            trace.say("an hour");
        }));
        trace.assertSaid("3600 an hour");
    }

    @Test
    void theSystemsClockIsSleptOn() throws Exception {
        long startNanos = System.nanoTime();
        Asyncio.run(sleep(Duration.ofMillis(20)));
        assertThat(System.nanoTime() - startNanos)
                .as("a sleep is never shorter than asked for")
                .isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void failuresThatNobodyAwaitedAreLoggedAtTheEndAndOthersAreNot() throws Exception {
        List<String> logged = linesLoggedBy(() -> trace.run(async(() -> {
            createTask(async(() -> {
                throw new IOException("nobody awaits this");
            }));
            Task<Void> awaited = createTask(async(() -> {
                throw new IOException("somebody awaits this later");
            }));
            await(sleep(Duration.ofSeconds(1)));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> await(awaited));
        })));
        assertThat(logged)
                .anyMatch(line -> line.contains("task Task-2 failed, and nobody awaited it"))
                .anyMatch(line -> line.contains("nobody awaits this"))
                .noneMatch(line -> line.contains("somebody awaits this later"));
    }

    @Test
    void failureInACleanUpAtTheEndIsLogged() throws Exception {
        List<String> logged = linesLoggedBy(() -> trace.run(async(() -> {
            createTask(async(() -> {
                try {
                    await(sleep(Duration.ofSeconds(100)));
                } finally {
                    throwIo("clean-up failed");
                }
            }));
        })));
        assertThat(logged).anyMatch(line -> line.contains("clean-up failed"));
    }

    private static void throwIo(String message) throws IOException {
        throw new IOException(message);
    }

    private static List<String> linesLoggedBy(Callable<?> action) throws Exception {
        PrintStream before = System.err;
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.call();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
