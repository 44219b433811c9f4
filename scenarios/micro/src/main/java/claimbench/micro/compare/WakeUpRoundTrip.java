package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;

import claimbench.loop.LoopFuture;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A task asks another thread, which is asleep, for a number, and sleeps until it has it. An operation is one question and
 * its answer: two threads of the operating system are woken.
 */
@OperationsPerInvocation(WakeUpRoundTrip.ROUND_TRIPS)
public class WakeUpRoundTrip extends Comparison {
    public static final int ROUND_TRIPS = 500;

    public static final long SUM = sumBelow(ROUND_TRIPS);

    /** The other thread, the same for all models. */
    private final ExecutorService outside = Executors.newSingleThreadExecutor();

    private final Scheduler outsideScheduler = Schedulers.fromExecutorService(outside);

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    long sum = 0;
                    for (int trip = 0; trip < ROUND_TRIPS; trip++) {
                        int number = trip;
                        LoopFuture<Integer> answer = loop.createFuture();
                        outside.execute(() -> loop.callSoonThreadsafe(() -> answer.setResult(number)));
                        sum += await(answer);
                    }
                    return sum;
                })),
                SUM);
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    long sum = 0;
                    for (int trip = 0; trip < ROUND_TRIPS; trip++) {
                        int number = trip;
                        var answer = new CompletableFuture<Integer>();
                        outside.execute(() -> answer.complete(number));
                        sum += answer.join();
                    }
                    return sum;
                }),
                SUM);
    }

    @Benchmark
    public long completableFuture() {
        CompletableFuture<Long> sum = CompletableFuture.completedFuture(0L);
        for (int trip = 0; trip < ROUND_TRIPS; trip++) {
            int number = trip;
            sum = sum.thenCompose(before -> CompletableFuture.supplyAsync(() -> number, outside)
                    .thenApplyAsync(answer -> before + answer, executor));
        }
        return checked(sum.join(), SUM);
    }

    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(Flux.range(0, ROUND_TRIPS)
                        .concatMap(number -> Mono.fromSupplier(() -> number)
                                .subscribeOn(outsideScheduler)
                                .publishOn(scheduler))
                        .reduce(0L, Long::sum)
                        .block()),
                SUM);
    }

    @Override
    @TearDown
    public void end() {
        super.end();
        outsideScheduler.dispose();
        outside.close();
    }
}
