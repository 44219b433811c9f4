package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.LoopFuture;
import claimbench.loop.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Many tasks wait, each for its own number, and another thread hands them out as fast as it can. An operation is one task: its
 * start, its wake-up from the other thread, and its end.
 */
@OperationsPerInvocation(WakeUpMany.TASKS)
public class WakeUpMany extends Comparison {
    public static final int TASKS = 10_000;

    public static final long SUM = sumBelow(TASKS);

    /** The other thread, the same for all models. */
    private final ExecutorService outside = Executors.newSingleThreadExecutor();

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    List<LoopFuture<Integer>> answers = new ArrayList<>(TASKS);
                    List<Task<Integer>> tasks = new ArrayList<>(TASKS);
                    for (int task = 0; task < TASKS; task++) {
                        LoopFuture<Integer> answer = loop.createFuture();
                        answers.add(answer);
                        tasks.add(createTask(async(() -> await(answer))));
                    }
                    await(sleep(Duration.ZERO)); // they begin
                    outside.execute(() -> {
                        for (int task = 0; task < TASKS; task++) {
                            int number = task;
                            loop.callSoonThreadsafe(() -> answers.get(number).setResult(number));
                        }
                    });
                    return Sums.of(await(gather(tasks)));
                })),
                SUM);
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    List<CompletableFuture<Integer>> answers = unanswered();
                    long[] results = new long[TASKS];
                    Thread[] threads =
                            Carrier.start(results, number -> answers.get(number).join());
                    Carrier.giveWay(); // they begin
                    outside.execute(() -> complete(answers));
                    return Carrier.join(threads, results);
                }),
                SUM);
    }

    @Benchmark
    public long completableFuture() {
        List<CompletableFuture<Integer>> answers = unanswered();
        List<CompletableFuture<Integer>> tasks = new ArrayList<>(TASKS);
        for (CompletableFuture<Integer> answer : answers) {
            tasks.add(answer.thenApplyAsync(number -> number, executor));
        }
        outside.execute(() -> complete(answers));
        return checked(Chain.sum(tasks).join(), SUM);
    }

    private static List<CompletableFuture<Integer>> unanswered() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>(TASKS);
        for (int task = 0; task < TASKS; task++) {
            answers.add(new CompletableFuture<>());
        }
        return answers;
    }

    private static void complete(List<CompletableFuture<Integer>> answers) {
        for (int task = 0; task < TASKS; task++) {
            answers.get(task).complete(task);
        }
    }

    @Benchmark
    public long reactor() {
        List<Sinks.One<Integer>> answers = new ArrayList<>(TASKS);
        List<Mono<Integer>> tasks = new ArrayList<>(TASKS);
        for (int task = 0; task < TASKS; task++) {
            Sinks.One<Integer> answer = Sinks.one();
            answers.add(answer);
            tasks.add(answer.asMono().publishOn(scheduler));
        }
        var sum = Mono.zip(tasks, Sums::of).toFuture(); // they begin
        outside.execute(() -> {
            for (int task = 0; task < TASKS; task++) {
                answers.get(task).tryEmitValue(task).orThrow();
            }
        });
        return checked(Objects.requireNonNull(sum.join()), SUM);
    }

    @Override
    @TearDown
    public void end() {
        super.end();
        outside.close();
    }
}
