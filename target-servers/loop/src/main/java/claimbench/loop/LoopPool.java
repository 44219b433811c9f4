package claimbench.loop;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A loop's own pool of threads, for calls that block. Made when first needed, ended with the run. For the loop's thread. */
final class LoopPool {
    /** asyncio's patience with calls that have begun when the run ends. */
    static final Duration END_MAX = Duration.ofMinutes(5);

    private final EventLoop loop;
    private final Reporter reporter;
    private @Nullable ExecutorService executor;
    private boolean shutDown;

    LoopPool(EventLoop loop, Reporter reporter) {
        this.loop = loop;
        this.reporter = reporter;
    }

    /**
     * The threads.
     *
     * @throws IllegalStateException where they have been shut down
     */
    Executor executor() {
        if (shutDown) {
            throw new IllegalStateException(
                    "the loop's pool has been shut down, since the run ends: off-load before, or to an"
                            + " executor of your own");
        }
        ExecutorService known = executor;
        if (known == null) {
            // asyncio's size: for calls that block, not for work on all cores.
            int threads = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
            known = Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().daemon().name("loop-pool-", 0).factory());
            executor = known;
        }
        return known;
    }

    /** Whether there are threads to be shut down. */
    boolean isInUse() {
        return executor != null;
    }

    /** Takes no more calls, and waits for those handed over: on the machine's clock, since they know no other. */
    Coroutine<Void> shutDown(Duration timeout) {
        return Asyncio.async(() -> {
            shutDown = true;
            ExecutorService ending = executor;
            if (ending == null) {
                return;
            }
            ending.shutdown();
            LoopFuture<Boolean> ended = loop.createFuture();
            Thread.ofPlatform().daemon().name("loop-pool-end").start(() -> {
                boolean inTime = endsWithin(ending, timeout);
                loop.postUnlessClosed(() -> {
                    if (!ended.isDone()) {
                        ended.setResult(inTime);
                    }
                });
            });
            if (!Asyncio.await(ended)) {
                reporter.report(new Report(
                        Report.Kind.EXECUTOR_NOT_ENDING,
                        "calls on the loop's pool have not ended within " + timeout
                                + ": nobody waits for them any longer",
                        null));
            }
        });
    }

    private static boolean endsWithin(ExecutorService executor, Duration timeout) {
        try {
            return executor.awaitTermination(EventLoop.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false; // nobody interrupts this thread
        }
    }

    /** The run has ended: interrupts what is still under way. The next run, if any, will have new threads. */
    void abandon() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
        shutDown = false;
    }
}
