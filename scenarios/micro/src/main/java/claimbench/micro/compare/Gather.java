package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Many tasks at once, and all their results. Each gives way once, so that all have begun before the first one ends: otherwise
 * they would be one after another. An operation is one task. With few tasks, they are gathered again and again.
 */
public abstract class Gather extends Comparison {
    private final int tasks;
    private final int rounds;
    private final long sum;

    Gather(int tasks, int operations) {
        this.tasks = tasks;
        this.rounds = operations / tasks;
        this.sum = rounds * sumBelow(tasks);
    }

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    long total = 0;
                    for (int round = 0; round < rounds; round++) {
                        List<Coroutine<Integer>> coroutines = new ArrayList<>(tasks);
                        for (int task = 0; task < tasks; task++) {
                            coroutines.add(task(task));
                        }
                        total += Sums.of(await(gather(coroutines)));
                    }
                    return total;
                })),
                sum);
    }

    private static Coroutine<Integer> task(int number) {
        return async(() -> {
            await(sleep(Duration.ZERO));
            return number;
        });
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    long total = 0;
                    for (int round = 0; round < rounds; round++) {
                        long[] results = new long[tasks];
                        Thread[] threads = Carrier.start(results, number -> {
                            Carrier.giveWay();
                            return number;
                        });
                        total += Carrier.join(threads, results);
                    }
                    return total;
                }),
                sum);
    }

    /** The rounds are told apart on the executor's thread, as in the other models. */
    @Benchmark
    public long completableFuture() {
        CompletableFuture<Long> total = CompletableFuture.completedFuture(0L);
        for (int round = 0; round < rounds; round++) {
            total = total.thenComposeAsync(before -> futures().thenApply(of -> before + of), executor);
        }
        return checked(total.join(), sum);
    }

    private CompletableFuture<Long> futures() {
        List<CompletableFuture<Integer>> futures = new ArrayList<>(tasks);
        for (int task = 0; task < tasks; task++) {
            int number = task;
            futures.add(
                    CompletableFuture.supplyAsync(() -> number, executor).thenApplyAsync(result -> result, executor));
        }
        return Chain.sum(futures);
    }

    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(Flux.range(0, rounds)
                        .concatMap(round -> monos())
                        .reduce(0L, Long::sum)
                        .subscribeOn(scheduler)
                        .block()),
                sum);
    }

    private Mono<Long> monos() {
        List<Mono<Integer>> monos = new ArrayList<>(tasks);
        for (int task = 0; task < tasks; task++) {
            int number = task;
            monos.add(Mono.fromSupplier(() -> number).subscribeOn(scheduler).publishOn(scheduler));
        }
        return Mono.zip(monos, Sums::of);
    }
}
