package claimbench.micro.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Timeouts and delays of {@code CompletableFuture}. The JDK keeps them in a heap of another thread. */
public class FutureTimers extends PendingTimers {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<CompletableFuture<Integer>> waiting = new ArrayList<>();

    @Setup
    public void start() {
        addFar(waiting, pending);
    }

    private static void addFar(List<CompletableFuture<Integer>> timers, int count) {
        for (int timer = 0; timer < count; timer++) {
            timers.add(new CompletableFuture<Integer>()
                    .completeOnTimeout(0, far(timer).toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Override
    protected long fire(int timers) {
        Executor later = CompletableFuture.delayedExecutor(SOON.toNanos(), TimeUnit.NANOSECONDS, executor);
        return CompletableFuture.supplyAsync(
                        () -> {
                            List<CompletableFuture<Integer>> fired = new ArrayList<>(timers);
                            for (int timer = 0; timer < timers; timer++) {
                                fired.add(CompletableFuture.supplyAsync(() -> 1, later));
                            }
                            return fired;
                        },
                        executor)
                .thenCompose(Chain::sum)
                .join();
    }

    @Override
    protected long cancel(int timers) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            List<CompletableFuture<Integer>> added = new ArrayList<>(timers);
                            addFar(added, timers);
                            long cancelled = 0;
                            for (CompletableFuture<Integer> future : added) {
                                cancelled += future.complete(1) ? 1 : 0;
                            }
                            return cancelled;
                        },
                        executor)
                .join();
    }

    @TearDown
    public void end() {
        waiting.forEach(future -> future.complete(1));
        executor.close();
    }
}
