package claimbench.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries out the tasks of a request in code that blocks its thread, be that a platform thread or a virtual one. Which
 * threads tasks that run at once are given is the model's own affair.
 *
 * <p>Results come in the tasks' order, when all tasks are done. A failure is thrown as soon as it is there. Thread-safe.
 */
public final class ThreadTasks {
    private ThreadTasks() {}

    /** One after another, on the caller's thread; what comes after a failure is not begun. */
    public static <T> List<T> serial(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            results.add(task.call());
        }
        return results;
    }

    /**
     * As many at once as these threads take. The first failure, in time, is thrown, and whatever is still under way is
     * interrupted then, since nobody wants it any more; so it is when the calling thread is interrupted.
     *
     * @throws java.util.concurrent.RejectedExecutionException where the threads take no more tasks
     */
    public static <T> List<T> on(Executor threads, List<Callable<T>> tasks) throws Exception {
        var ended = new ExecutorCompletionService<T>(threads);
        List<Future<T>> begun = new ArrayList<>(tasks.size());
        try {
            for (Callable<T> task : tasks) {
                begun.add(ended.submit(task));
            }
            for (int task = 0; task < tasks.size(); task++) {
                var _ = result(ended.take());
            }
            return begun.stream().map(Future::resultNow).toList();
        } finally {
            begun.forEach(task -> task.cancel(true));
        }
    }

    /**
     * What a task gave, of which the caller knows that it has ended, or waits for its end.
     *
     * @throws Exception what the task threw
     */
    private static <T> T result(Future<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /**
     * One task, for so long at most; then it is interrupted.
     *
     * @return what it gave; nothing where time was up
     * @throws Exception what the task threw
     * @throws java.util.concurrent.RejectedExecutionException where the threads take no more tasks
     */
    public static <T> Optional<T> within(Duration timeMax, Executor threads, Callable<T> task) throws Exception {
        var begun = new FutureTask<>(task);
        threads.execute(begun);
        try {
            return Optional.of(begun.get(timeMax.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            begun.cancel(true);
        }
    }

    /** What a task threw; an error stays wrapped, since it is a failure of the request and not of its thread. */
    private static Exception cause(ExecutionException e) {
        return e.getCause() instanceof Exception cause ? cause : e;
    }

    /**
     * A platform thread for each core, for parallel tasks: what computes without a pause gains nothing from a virtual one.
     * Tasks beyond that wait. To be shut down by the caller.
     */
    public static ExecutorService coreThreads() {
        return Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("core-", 0).factory());
    }
}
