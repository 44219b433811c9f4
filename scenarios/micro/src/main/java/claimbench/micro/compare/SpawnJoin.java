package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A task starts another, which returns at once, and waits for its result; then the next. An operation is one such task. */
@OperationsPerInvocation(SpawnJoin.TASKS)
public class SpawnJoin extends Comparison {
    public static final int TASKS = 1_000;

    public static final long SUM = sumBelow(TASKS);

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    long sum = 0;
                    for (int task = 0; task < TASKS; task++) {
                        int number = task;
                        sum += await(createTask(async(() -> number)));
                    }
                    return sum;
                })),
                SUM);
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    long[] sum = new long[1];
                    for (int task = 0; task < TASKS; task++) {
                        int number = task;
                        Thread.ofVirtual().start(() -> sum[0] += number).join();
                    }
                    return sum[0];
                }),
                SUM);
    }

    @Benchmark
    public long completableFuture() {
        CompletableFuture<Long> sum = CompletableFuture.completedFuture(0L);
        for (int task = 0; task < TASKS; task++) {
            int number = task;
            sum = sum.thenCompose(before -> CompletableFuture.supplyAsync(() -> before + number, executor));
        }
        return checked(sum.join(), SUM);
    }

    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(Flux.range(0, TASKS)
                        .concatMap(number -> Mono.fromSupplier(() -> number).subscribeOn(scheduler))
                        .reduce(0L, Long::sum)
                        .block()),
                SUM);
    }
}
