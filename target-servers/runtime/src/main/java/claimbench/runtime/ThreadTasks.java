package claimbench.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Carries out the tasks of a request in code that blocks its thread, be that a platform thread or a virtual one. Which
 * threads tasks that run at once are given is the model's own affair.
 *
 * <p>Results come in the tasks' order, when all tasks are done. A failure is thrown, the first in the tasks' order.
 * Thread-safe.
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
     * As many at once as these threads take; all are ended before a failure is thrown.
     *
     * @throws java.util.concurrent.RejectedExecutionException where the threads take no more tasks
     */
    public static <T> List<T> on(ExecutorService threads, List<Callable<T>> tasks) throws Exception {
        List<Future<T>> ended = threads.invokeAll(tasks);
        List<T> results = new ArrayList<>(ended.size());
        for (Future<T> task : ended) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        return results;
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
