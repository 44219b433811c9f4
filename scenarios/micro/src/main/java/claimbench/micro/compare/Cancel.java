package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Tasks wait for what never comes; they are cancelled, clean up, and their end is waited for. An operation is one task: its start,
 * its cancellation, and its end.
 */
@OperationsPerInvocation(Cancel.TASKS)
public class Cancel extends Comparison {
    public static final int TASKS = 1_000;

    /** How many have cleaned up; of the one thread that the tasks run on. */
    private int ended;

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    ended = 0;
                    List<Task<Integer>> tasks = new ArrayList<>(TASKS);
                    for (int task = 0; task < TASKS; task++) {
                        tasks.add(createTask(waiting()));
                    }
                    await(sleep(Duration.ZERO)); // they begin
                    tasks.forEach(Task::cancel);
                    await(gatherOutcomes(tasks));
                    return ended;
                })),
                TASKS);
    }

    private Coroutine<Integer> waiting() {
        return async(() -> {
            try {
                return await(loop.<Integer>createFuture());
            } catch (CancelledError e) {
                ended++;
                throw e;
            }
        });
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    long[] cleanUps = new long[TASKS];
                    Thread[] threads = Carrier.start(cleanUps, number -> waitInVain());
                    Carrier.giveWay(); // they begin
                    for (Thread thread : threads) {
                        thread.interrupt();
                    }
                    return Carrier.join(threads, cleanUps);
                }),
                TASKS);
    }

    private static long waitInVain() {
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    @Benchmark
    public long completableFuture() {
        return checked(
                CompletableFuture.supplyAsync(this::cancelledFutures, executor)
                        .thenCompose(Chain::sum)
                        .join(),
                TASKS);
    }

    /** A future stops for nobody: what is cancelled is what its next stage waits for. */
    private List<CompletableFuture<Integer>> cancelledFutures() {
        List<CompletableFuture<Integer>> waiting = new ArrayList<>(TASKS);
        List<CompletableFuture<Integer>> tasks = new ArrayList<>(TASKS);
        for (int task = 0; task < TASKS; task++) {
            var never = new CompletableFuture<Integer>();
            waiting.add(never);
            tasks.add(
                    never.handleAsync((result, failure) -> failure instanceof CancellationException ? 1 : 0, executor));
        }
        waiting.forEach(never -> never.cancel(true));
        return tasks;
    }

    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(Mono.fromSupplier(this::waitingMonos)
                        .subscribeOn(scheduler)
                        .publishOn(scheduler) // they begin
                        .map(tasks -> {
                            tasks.forEach(Disposable::dispose);
                            return ended;
                        })
                        .block()),
                TASKS);
    }

    private List<Disposable> waitingMonos() {
        ended = 0;
        List<Disposable> tasks = new ArrayList<>(TASKS);
        for (int task = 0; task < TASKS; task++) {
            tasks.add(Mono.never()
                    .doOnCancel(() -> ended++)
                    .subscribeOn(scheduler)
                    .subscribe());
        }
        return tasks;
    }
}
