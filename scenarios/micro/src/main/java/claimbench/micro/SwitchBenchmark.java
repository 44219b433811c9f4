package claimbench.micro;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import claimbench.loop.EventLoop;
import claimbench.loop.LoopClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The time from one task to the next, in each model's own way. Two tasks do nothing but give way to each other, so the time
 * holds little else. Starting the two is spread over many switches.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SwitchBenchmark extends MicroBenchmark {
    /** Of both tasks together: an even number. */
    static final int SWITCHES = 2_000;

    private final EventLoop loop = new EventLoop(LoopClock.SYSTEM);
    private final Scheduler scheduler = Schedulers.newSingle("micro-switch");

    /** Two coroutines on a loop: each await of nothing gives the other its turn. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    public List<Integer> eventLoopYield() throws Exception {
        return loop.run(async(() -> await(gather(yielding(), yielding()))));
    }

    private static Coroutine<Integer> yielding() {
        return async(() -> {
            int turns = 0;
            while (turns < SWITCHES / 2) {
                await(sleep(Duration.ZERO));
                turns++;
            }
            return turns;
        });
    }

    /** Two virtual threads on one carrier thread: each yield gives it to the other. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    @Fork(
            value = FORKS,
            jvmArgsAppend = {EXPORT_CONTINUATION, ALLOW_UNSAFE, ONE_CARRIER})
    @SuppressWarnings("ThreadPriorityCheck") // giving way is what is measured; nothing depends on who comes next
    public void virtualThreadYield() throws InterruptedException {
        Runnable yielding = () -> {
            for (int turn = 0; turn < SWITCHES / 2; turn++) {
                Thread.yield();
            }
        };
        Thread first = Thread.ofVirtual().unstarted(yielding);
        Thread second = Thread.ofVirtual().unstarted(yielding);
        first.start();
        second.start();
        first.join();
        second.join();
    }

    /** Two virtual threads on one carrier thread that hand each other a ball. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    @Fork(
            value = FORKS,
            jvmArgsAppend = {EXPORT_CONTINUATION, ALLOW_UNSAFE, ONE_CARRIER})
    public int virtualThreadHandOff() throws InterruptedException {
        return PingPong.play(Thread.ofVirtual().factory(), SWITCHES);
    }

    /** Two threads of the operating system that hand each other a ball. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    public int platformThreadHandOff() throws InterruptedException {
        return PingPong.play(Thread.ofPlatform().factory(), SWITCHES);
    }

    /** One chain of operators that is put into its thread's queue again and again: the way a reactive task gives way. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    public @Nullable Integer reactivePublishOn() {
        return Mono.just(1).publishOn(scheduler).repeat(SWITCHES - 1L).blockLast();
    }

    @TearDown
    public void end() {
        loop.close();
        scheduler.dispose();
    }
}
