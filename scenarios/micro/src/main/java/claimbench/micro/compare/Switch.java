package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Mono;

/** Two tasks do nothing but give way to each other. An operation is one switch. */
@OperationsPerInvocation(Switch.SWITCHES)
public class Switch extends Comparison {
    /** Of both tasks together: an even number. */
    public static final int SWITCHES = 10_000;

    private static final int TURNS = SWITCHES / 2;

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(Sums.of(loop.run(async(() -> await(gather(yielding(), yielding()))))), SWITCHES);
    }

    private static Coroutine<Integer> yielding() {
        return async(() -> {
            int turns = 0;
            while (turns < TURNS) {
                await(sleep(Duration.ZERO));
                turns++;
            }
            return turns;
        });
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    long[] turns = new long[2];
                    return Carrier.join(Carrier.start(turns, number -> yieldingThread()), turns);
                }),
                SWITCHES);
    }

    private static long yieldingThread() {
        int turns = 0;
        while (turns < TURNS) {
            Carrier.giveWay();
            turns++;
        }
        return turns;
    }

    /** A stage that is put into its thread's queue again and again: the way a future gives way. */
    @Benchmark
    public long completableFuture() {
        return checked(Chain.sum(List.of(stages(), stages())).join(), SWITCHES);
    }

    private CompletableFuture<Integer> stages() {
        CompletableFuture<Integer> turns = CompletableFuture.completedFuture(0);
        for (int turn = 0; turn < TURNS; turn++) {
            turns = turns.thenApplyAsync(before -> before + 1, executor);
        }
        return turns;
    }

    /** A chain of operators that is put into its thread's queue again and again. */
    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(
                        Mono.zip(published(), published(), Long::sum).block()),
                SWITCHES);
    }

    private Mono<Long> published() {
        return Mono.just(1).publishOn(scheduler).repeat(TURNS - 1L).count();
    }
}
