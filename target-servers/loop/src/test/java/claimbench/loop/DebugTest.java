package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static claimbench.loop.Report.Kind.BLOCKING_CALL;
import static claimbench.loop.Report.Kind.CALLBACK_FAILED;
import static claimbench.loop.Report.Kind.COROUTINE_NEVER_AWAITED;
import static claimbench.loop.Report.Kind.FAILURE_NEVER_SEEN;
import static claimbench.loop.Report.Kind.SLOW_CALLBACK;
import static claimbench.loop.Report.Kind.TASKS_NOT_ENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S14, and what else debug mode reports. Durations are of a clock that the tests move on. */
@Timeout(60)
class DebugTest {
    private static final Duration LONG = Duration.ofMillis(300);

    private final ManualClock clock = new ManualClock();
    private final Reports reports = new Reports();

    private <T> T run(Coroutine<T> main) throws Exception {
        return run(main, true);
    }

    private <T> T run(Coroutine<T> main, boolean debug) throws Exception {
        try (var loop = new EventLoop(clock)) {
            loop.setDebug(debug);
            loop.setExceptionHandler(reports);
            return loop.run(main);
        }
    }

    // ---- slow callbacks, and calls that block

    private void computesForLong() {
        clock.advance(LONG);
        while (reports.all().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTaskThatKeepsTheLoopIsReportedWhileItDoesWithWhereItIs() throws Exception {
        run(async(() -> {
            await(createTask(async(() -> computesForLong()), "cruncher"));
        }));
        assertThat(reports.all()).hasSize(2);
        Report slow = reports.all().getFirst();
        assertThat(slow.kind()).isEqualTo(SLOW_CALLBACK);
        assertThat(slow.message()).isEqualTo("task cruncher has kept the loop for 300 ms and still runs");
        assertThat(slow).matches(report -> Reports.names(report, "computesForLong"));
        assertThat(slow.text()).contains("\n    at claimbench.loop.DebugTest.computesForLong(DebugTest.java:");
        assertThat(reports.all().getLast().message())
                .as("when it is over")
                .isEqualTo("task cruncher has kept the loop for 300 ms");
    }

    @Test
    void aStallThatGoesOnIsReportedAgainWhenItHasDoubled() throws Exception {
        run(async(() -> {
            computesForLong();
            clock.advance(LONG);
            clock.advance(Duration.ofNanos(1));
            while (reports.all().size() < 2) {
                Thread.onSpinWait();
            }
        }));
        assertThat(reports.of(SLOW_CALLBACK))
                .extracting(Report::message)
                .containsExactly(
                        "task Task-1 has kept the loop for 300 ms and still runs",
                        "task Task-1 has kept the loop for 600 ms and still runs",
                        "task Task-1 has kept the loop for 600 ms");
    }

    @Test
    void aSlowCallbackIsReportedWithWhoMadeIt() throws Exception {
        run(async(() -> {
            EventLoop.running().callSoon(this::computesForLong);
            await(sleep(Duration.ofSeconds(1)));
        }));
        assertThat(reports.of(SLOW_CALLBACK))
                .hasSize(2)
                .allMatch(report -> report.message().startsWith("a callback made at claimbench.loop.DebugTest."));
    }

    @Test
    void aCallThatBlocksIsReportedByNameWithWhatToDo() throws Exception {
        run(async(() -> {
            clock.advance(LONG);
            reports.awaitFirst();
        }));
        Report blocking = reports.only(BLOCKING_CALL);
        assertThat(blocking.message())
                .isEqualTo(
                        "task Task-1 has kept the loop for 300 ms: it waits in java.util.concurrent.CountDownLatch.await,"
                                + " and all tasks wait with it; off-load calls that block with toThread");
        assertThat(blocking).matches(report -> Reports.names(report, "aCallThatBlocksIsReportedByNameWithWhatToDo"));
    }

    @Test
    void aBlockingReadIsReportedByName() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket server = listening.accept();
                var loop = new EventLoop(clock)) {
            loop.setDebug(true);
            loop.setExceptionHandler(report -> {
                reports.handle(report);
                try {
                    server.getOutputStream().write(7);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            int read = loop.run(async(() -> {
                clock.advance(LONG);
                return client.getInputStream().read();
            }));
            assertThat(read).isEqualTo(7);
        }
        assertThat(reports.only(BLOCKING_CALL).message())
                .contains("it waits in java.net.Socket$SocketInputStream.read")
                .contains("toThread");
    }

    @Test
    void aMonitorThatAnotherThreadHoldsIsReportedWithItsHolder() throws Exception {
        var monitor = new Object();
        var held = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().name("holder").start(() -> {
            synchronized (monitor) {
                held.countDown();
                try {
                    reports.awaitFirst();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        run(async(() -> {
            held.await();
            clock.advance(LONG);
            synchronized (monitor) {
                clock.advance(Duration.ofMillis(1));
            }
        }));
        holder.join();
        assertThat(reports.only(BLOCKING_CALL).message())
                .contains("it waits for the monitor of java.lang.Object@")
                .contains("which thread holder holds");
    }

    @Test
    void whatIsNotLongerThanTheSlowCallbackDurationIsNotReported() throws Exception {
        run(async(() -> {
            clock.advance(Duration.ofMillis(100));
            await(sleep(Duration.ofHours(1)));
            EventLoop loop = EventLoop.running();
            assertThat(loop.slowCallbackDuration()).isEqualTo(Duration.ofMillis(100));
            loop.setSlowCallbackDuration(Duration.ofSeconds(1));
            clock.advance(Duration.ofMillis(800));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loop.setSlowCallbackDuration(Duration.ZERO))
                    .withMessageContaining("must be above zero, not PT0S");
        }));
        assertThat(reports.all()).isEmpty();
    }

    @Test
    void withoutDebugModeNothingIsSlow() throws Exception {
        run(
                async(() -> {
                    assertThat(EventLoop.running().getDebug()).isFalse();
                    sleep(Duration.ofSeconds(1)); // never awaited
                    clock.advance(LONG);
                    await(sleep(Duration.ofSeconds(1)));
                }),
                false);
        assertThat(reports.all()).isEmpty();
    }

    // ---- coroutines that were never awaited

    private Coroutine<String> forgettable() {
        return async(() -> "never");
    }

    @Test
    void aCoroutineThatWasNeverAwaitedIsReportedAtTheEndWithWhereItWasMade() throws Exception {
        run(async(() -> {
            Coroutine<String> kept = forgettable();
            assertThat(kept.isTaken()).isFalse();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(reports.all()).isEmpty();
        }));
        Report report = reports.only(COROUTINE_NEVER_AWAITED);
        assertThat(report.message())
                .startsWith("a coroutine was never awaited, so it has not run: await it, or make a task");
        assertThat(report.stack().getFirst().getMethodName()).isEqualTo("forgettable");
        assertThat(report)
                .matches(each ->
                        Reports.names(each, "aCoroutineThatWasNeverAwaitedIsReportedAtTheEndWithWhereItWasMade"));
        assertThat(report.stack())
                .as("the loop's own calls are left out")
                .noneMatch(call -> call.getClassName().equals(EventLoop.class.getName()));
    }

    @Test
    void aForgottenSleepIsReportedWithTheLineThatForgotIt() throws Exception {
        run(async(() -> {
            sleep(Duration.ofSeconds(1));
        }));
        assertThat(reports.only(COROUTINE_NEVER_AWAITED).stack().getFirst().getFileName())
                .isEqualTo("DebugTest.java");
    }

    @Test
    void aCoroutineThatIsGarbageIsReportedBeforeTheEnd() throws Exception {
        run(async(() -> {
            forgettable();
            while (reports.all().isEmpty()) {
                System.gc();
            }
        }));
        assertThat(reports.only(COROUTINE_NEVER_AWAITED).stack().getFirst().getMethodName())
                .isEqualTo("forgettable");
    }

    @Test
    void coroutinesThatWereAwaitedOrMadeTasksAreNotReported() throws Exception {
        run(async(() -> {
            await(forgettable());
            await(createTask(forgettable()));
            await(gather(forgettable(), forgettable()));
            await(toThread(() -> 1));
            createTask(forgettable()).cancel();
            await(sleep(Duration.ofSeconds(1)));
        }));
        assertThat(reports.all()).isEmpty();
    }

    // ---- where tasks and callbacks were made

    private Task<Void> failing(String name) {
        return createTask(
                async(() -> {
                    throw new IOException("meant by a test");
                }),
                name);
    }

    @Test
    void aFailureThatNobodySawIsReportedWithWhereItsTaskWasMade() throws Exception {
        run(async(() -> {
            failing("careless");
            await(sleep(Duration.ofSeconds(1)));
        }));
        Report report = reports.only(FAILURE_NEVER_SEEN);
        assertThat(report.message()).isEqualTo("task careless failed, and nobody awaited it; it was made");
        assertThat(report.exception()).hasMessage("meant by a test");
        assertThat(report.stack().getFirst().getMethodName()).isEqualTo("failing");
    }

    @Test
    void aCallbackThatFailsIsReportedWithWhereItWasMade() throws Exception {
        run(async(() -> {
            EventLoop.running().callLater(Duration.ofSeconds(1), () -> {
                throw new IllegalArgumentException("meant by a test");
            });
            await(sleep(Duration.ofSeconds(2)));
        }));
        Report report = reports.only(CALLBACK_FAILED);
        assertThat(report.exception()).hasMessage("meant by a test");
        assertThat(report).matches(each -> Reports.names(each, "aCallbackThatFailsIsReportedWithWhereItWasMade"));
    }

    // ---- monitors

    private synchronized void awaitsWithTheMonitor() throws Exception {
        await(sleep(Duration.ofSeconds(1)));
    }

    @Test
    void anAwaitInsideASynchronizedBlockIsRefusedAndTheTaskGoesOn() throws Exception {
        run(async(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(this::awaitsWithTheMonitor)
                    .withMessageContaining("await inside a synchronized block")
                    .withMessageContaining("awaitsWithTheMonitor")
                    .withMessageContaining("leave the block before the await");
            assertThat(EventLoop.running().statistics().timers()).isZero();
            await(sleep(Duration.ofSeconds(2)));
            assertThat(clock.nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        }));
    }

    @Test
    void aMonitorThatWasLeftOrThatTheLoopWasStartedInIsNoConcern() throws Exception {
        synchronized (this) {
            run(async(() -> {
                var other = new Object();
                synchronized (other) {
                    clock.advance(Duration.ofMillis(1));
                }
                await(sleep(Duration.ofSeconds(1)));
            }));
        }
        assertThat(reports.all()).isEmpty();
    }

    // ---- the end

    @Test
    void aTaskThatGoesOnThoughItWasCancelledAtTheEndIsReportedWithWhatItDoes() throws Exception {
        try (var loop = new EventLoop(clock)) {
            LoopFuture<String> reported = loop.createFuture();
            loop.setDebug(true);
            loop.setExceptionHandler(report -> {
                reports.handle(report);
                reported.setResult("now it may end");
            });
            Task<String> stubborn = loop.createTask(
                    async(() -> {
                        try {
                            await(sleep(Duration.ofHours(1)));
                        } catch (CancelledError e) {
                            // Refuses.
                        }
                        loop.setSlowCallbackDuration(Duration.ofHours(1));
                        clock.advance(Watchdog.CANCELLATION.plusMillis(1));
                        return await(reported);
                    }),
                    "stubborn");
            loop.run(sleep(Duration.ofSeconds(1)));
            assertThat(stubborn.result()).isEqualTo("now it may end");
        }
        Report report = reports.only(TASKS_NOT_ENDING);
        assertThat(report.message())
                .startsWith("the run cannot end: tasks were cancelled 10001 ms ago and go on")
                .contains("task stubborn waits for a future (told to end)");
    }

    // ---- the switch

    @Test
    void thePropertySwitchesDebugModeOn() throws Exception {
        System.setProperty(EventLoop.DEBUG_PROPERTY, "true");
        try {
            assertThat(Asyncio.run(async(() -> EventLoop.running().getDebug()))).isTrue();
            assertThat(Asyncio.run(async(() -> EventLoop.running().getDebug()), false))
                    .as("the argument counts more")
                    .isFalse();
        } finally {
            System.clearProperty(EventLoop.DEBUG_PROPERTY);
        }
        assertThat(Asyncio.run(async(() -> EventLoop.running().getDebug()))).isFalse();
        assertThat(Asyncio.run(async(() -> EventLoop.running().getDebug()), true))
                .isTrue();
    }

    @Test
    void debugModeMayBeSwitchedWhileTheLoopRuns() throws Exception {
        run(
                async(() -> {
                    EventLoop.running().setDebug(true);
                    Coroutine<String> watched = forgettable();
                    EventLoop.running().setDebug(false);
                    assertThat(await(watched)).isEqualTo("never");
                    forgettable();
                    EventLoop.running().setDebug(true);
                    forgettable();
                }),
                false);
        assertThat(reports.of(COROUTINE_NEVER_AWAITED)).hasSize(1);
    }

    @Test
    void aHandlerThatFailsDisturbsNobody() throws Exception {
        try (var loop = new EventLoop(clock)) {
            ExceptionHandler handler = report -> {
                reports.handle(report);
                throw new IllegalStateException("meant by a test");
            };
            loop.setExceptionHandler(handler);
            assertThat(loop.getExceptionHandler()).isSameAs(handler);
            loop.run(async(() -> {
                loop.callExceptionHandler(new Report(Report.Kind.OTHER, "a program's own", null));
                failing("careless");
            }));
        }
        assertThat(reports.all()).extracting(Report::kind).containsExactly(Report.Kind.OTHER, FAILURE_NEVER_SEEN);
    }
}
