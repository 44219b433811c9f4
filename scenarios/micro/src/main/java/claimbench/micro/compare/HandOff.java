package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.createTask;

import claimbench.loop.Coroutine;
import claimbench.loop.Queue;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/**
 * A task hands numbers to another through a bounded queue: whoever finds it full, or empty, waits. An operation is one
 * number.
 */
@OperationsPerInvocation(HandOff.ITEMS)
public abstract class HandOff extends Comparison {
    public static final int ITEMS = 10_000;

    public static final long SUM = sumBelow(ITEMS);

    private final int capacity;

    HandOff(int capacity) {
        this.capacity = capacity;
    }

    @Benchmark
    public long eventLoop() throws Exception {
        return checked(
                loop.run(async(() -> {
                    var queue = new Queue<Integer>(capacity);
                    createTask(producer(queue));
                    long sum = 0;
                    for (int item = 0; item < ITEMS; item++) {
                        sum += queue.get();
                    }
                    return sum;
                })),
                SUM);
    }

    private static Coroutine<?> producer(Queue<Integer> queue) {
        return async(() -> {
            for (int item = 0; item < ITEMS; item++) {
                queue.put(item);
            }
        });
    }

    @Benchmark
    public long virtualThreads() throws Exception {
        return checked(
                Carrier.call(() -> {
                    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(capacity);
                    Thread.ofVirtual().start(() -> putAll(queue));
                    long sum = 0;
                    for (int item = 0; item < ITEMS; item++) {
                        sum += queue.take();
                    }
                    return sum;
                }),
                SUM);
    }

    private static void putAll(BlockingQueue<Integer> queue) {
        try {
            for (int item = 0; item < ITEMS; item++) {
                queue.put(item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Benchmark
    public long completableFuture() {
        var queue = new FutureQueue(capacity);
        var sum = new CompletableFuture<Long>();
        executor.execute(() -> take(queue, 0, 0, sum));
        executor.execute(() -> put(queue, 0));
        return checked(sum.join(), SUM);
    }

    /** Puts what the queue takes at once, and goes on later when it takes more. */
    @SuppressWarnings("FutureReturnValueIgnored") // the sum says when all is over
    private void put(FutureQueue queue, int from) {
        for (int item = from; item < ITEMS; item++) {
            CompletableFuture<?> put = queue.put(item);
            if (!put.isDone()) {
                int next = item + 1;
                put.thenRunAsync(() -> put(queue, next), executor);
                return;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the sum says when all is over
    private void take(FutureQueue queue, int taken, long before, CompletableFuture<Long> end) {
        int count = taken;
        long sum = before;
        while (count < ITEMS) {
            CompletableFuture<Integer> take = queue.take();
            count++;
            if (!take.isDone()) {
                int now = count;
                long soFar = sum;
                take.thenAcceptAsync(item -> take(queue, now, soFar + item, end), executor);
                return;
            }
            sum += take.join();
        }
        end.complete(sum);
    }

    /** The queue between two operators: the one before it is asked for no more than it holds. */
    @Benchmark
    public long reactor() {
        return checked(
                Objects.requireNonNull(Flux.range(0, ITEMS)
                        .subscribeOn(scheduler)
                        .publishOn(scheduler, capacity)
                        .reduce(0L, Long::sum)
                        .block()),
                SUM);
    }
}
