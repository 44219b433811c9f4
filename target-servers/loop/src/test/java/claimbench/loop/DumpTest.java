package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DumpTest {
    private final Trace trace = new Trace();

    private static Coroutine<Void> sleeper() {
        return async(DumpTest::sleepsDeepDown);
    }

    private static void sleepsDeepDown() throws Exception {
        await(sleep(Duration.ofMillis(2500)));
    }

    @Test
    void allTasksAreThereWithWhatTheyWaitForAndWhere() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = createTask(sleeper(), "a");
            createTask(async(() -> await(gather(a, createTask(sleeper(), "b")))), "both");
            createTask(async(() -> await(EventLoop.running().createFuture())), "lost");
            await(sleep(Duration.ofSeconds(1)));
            createTask(sleeper(), "new");
            String dump = EventLoop.running().dumpTasks();
            assertThat(dump)
                    .startsWith("the loop of thread " + Thread.currentThread().getName() + ": 6 tasks\n")
                    .contains("task Task-1 runs\n    at claimbench.loop.DumpTest.")
                    .contains("task a waits for a timer, due in 1500 ms\n"
                            + "    at claimbench.loop.DumpTest.sleepsDeepDown(DumpTest.java:")
                    .contains("task both waits for a gather of 2, of which are pending: task a, task b\n")
                    .contains("task lost waits for a future\n")
                    .contains("task new has not begun\n")
                    .doesNotContain("Continuation")
                    .doesNotContain("EventLoop.");
        }));
    }

    @Test
    void tasksThatAwaitEachOtherCanBeSeen() throws Exception {
        trace.run(async(() -> {
            var b = new AtomicReference<@Nullable Task<Void>>();
            Task<Void> a = createTask(
                    async(() -> {
                        await(Objects.requireNonNull(b.get()));
                    }),
                    "a");
            b.set(createTask(
                    async(() -> {
                        await(a);
                    }),
                    "b"));
            await(sleep(Duration.ofSeconds(1)));
            assertThat(EventLoop.running().dumpTasks())
                    .contains("task a waits for task b\n")
                    .contains("task b waits for task a\n");
        }));
    }

    @Test
    void aTaskThatIsReadyOrToldToEndIsSaidToBe() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = createTask(sleeper(), "a");
            await(sleep(Duration.ofSeconds(1)));
            a.cancel();
            assertThat(EventLoop.running().dumpTasks()).contains("task a is ready (told to end)\n");
        }));
    }

    @Test
    void aSocketIsNamedWithWhatIsWaitedForOnIt() throws Exception {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Asyncio.run(async(() -> {
                EventLoop loop = EventLoop.running();
                var listening = new ListeningSocket(loop, channel);
                createTask(async(() -> listening.accept()), "acceptor");
                await(sleep(Duration.ZERO));
                assertThat(loop.dumpTasks())
                        .contains("task acceptor waits for something to read from ")
                        .contains(String.valueOf(channel.socket().getLocalPort()));
            }));
        }
    }

    @Test
    void debugModeAddsWhoMadeTheTask() throws Exception {
        Asyncio.run(
                async(() -> {
                    createTask(sleeper(), "a");
                    await(sleep(Duration.ZERO));
                    assertThat(EventLoop.running().dumpTasks())
                            .contains("\n  made\n    at claimbench.loop.DumpTest.lambda$debugModeAddsWhoMadeTheTask$");
                }),
                true);
    }

    // ---- from another thread

    @Test
    void anotherThreadMayAsk() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            createTask(async(() -> await(loop.createFuture())), "a");
            assertThat(await(toThread(() -> loop.dumpTasks(Duration.ofMinutes(1)))))
                    .contains("task Task-1 waits for a call on another thread\n")
                    .contains("task a waits for a future\n");
        }));
    }

    @Test
    void aLoopThatIsStuckIsShownByItsThreadsStack() throws Exception {
        trace.run(async(() -> {
            EventLoop loop = EventLoop.running();
            var dump = new CompletableFuture<String>();
            Thread asking = Thread.ofPlatform().start(() -> dump.complete(loop.dumpTasks(Duration.ofNanos(1))));
            assertThat(dump.get())
                    .startsWith("the loop of thread " + Thread.currentThread().getName()
                            + " has not answered within PT0.000000001S; its thread is\n")
                    .contains("lambda$aLoopThatIsStuckIsShownByItsThreadsStack$");
            asking.join();
        }));
    }

    @Test
    void aLoopThatIsClosedSaysSo() throws Exception {
        var loop = new EventLoop(new VirtualClock());
        loop.close();
        assertThat(CompletableFuture.supplyAsync(loop::dumpTasks).get()).endsWith(" is closed\n");
    }

    // ---- one task

    @Test
    void aTasksStackIsWhereItWaitsAndEmptyBeforeAndAfter() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(sleeper(), "a");
            assertThat(task.getStack()).as("before it has begun").isEmpty();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(task.getStack().getFirst().getMethodName()).isEqualTo("sleepsDeepDown");
            var bytes = new ByteArrayOutputStream();
            task.printStack(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .startsWith("task a waits for a timer, due in 1500 ms\n    at ")
                    .contains("sleepsDeepDown");
            await(task);
            assertThat(task.getStack()).as("when it is done").isEmpty();
            assertThat(Objects.requireNonNull(currentTask())
                            .getStack()
                            .getFirst()
                            .getMethodName())
                    .as("of the one that runs")
                    .contains("aTasksStackIsWhereItWaitsAndEmptyBeforeAndAfter");
        }));
    }
}
