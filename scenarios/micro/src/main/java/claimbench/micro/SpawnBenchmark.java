package claimbench.micro;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;

import claimbench.loop.EventLoop;
import claimbench.loop.LoopClock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Starting a task that does next to nothing, and waiting for its result, one task after another. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpawnBenchmark extends MicroBenchmark {
    static final int TASKS = 100;

    private final EventLoop loop = new EventLoop(LoopClock.SYSTEM);
    private final Scheduler scheduler = Schedulers.newSingle("micro-spawn");
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    /** A task of a loop, awaited by another. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int eventLoopTask() throws Exception {
        return loop.run(async(() -> {
            int sum = 0;
            for (int task = 0; task < TASKS; task++) {
                int number = task;
                sum += await(createTask(async(() -> number)));
            }
            return sum;
        }));
    }

    /** A new virtual thread, joined by another. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int virtualThread() throws InterruptedException {
        int[] sum = new int[1];
        Thread.ofVirtual()
                .start(() -> sum[0] = startAndJoin(Thread.ofVirtual().factory()))
                .join();
        return sum[0];
    }

    /** A new thread of the operating system. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int platformThread() {
        return startAndJoin(Thread.ofPlatform().factory());
    }

    /** A thread of the operating system that is there already: a pool's. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int pooledPlatformThread() throws Exception {
        int sum = 0;
        for (int task = 0; task < TASKS; task++) {
            int number = task;
            sum += pool.submit(() -> number).get();
        }
        return sum;
    }

    /** A subscription on a scheduler, one after another. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public @Nullable Integer reactiveSubscribeOn() {
        return Flux.range(0, TASKS)
                .concatMap(number -> Mono.fromSupplier(() -> number).subscribeOn(scheduler))
                .reduce(Integer::sum)
                .block();
    }

    private static int startAndJoin(ThreadFactory threads) {
        int[] sum = new int[1];
        for (int task = 0; task < TASKS; task++) {
            int number = task;
            Thread thread = threads.newThread(() -> sum[0] += number);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return sum[0];
            }
        }
        return sum[0];
    }

    @TearDown
    public void end() {
        loop.close();
        scheduler.dispose();
        pool.close();
    }
}
