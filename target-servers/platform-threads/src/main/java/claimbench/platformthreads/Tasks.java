package claimbench.platformthreads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The ways to carry out the tasks of a request. Each gives the results in the tasks' order, when all tasks are done; a
 * failure is thrown, the first in the tasks' order. Thread-safe.
 *
 * <p>Concurrent tasks have threads of their own, apart from the pool that handles requests: were they to wait in that
 * pool's queue, all its threads could hold requests that wait for tasks which no thread is left to run. Their threads
 * are kept for a while, and there is no queue: a task runs at once, or, beyond {@link #TASK_THREADS_MAX} threads, on the
 * thread that asked for it.
 */
final class Tasks implements AutoCloseable {
    /** Threads for concurrent tasks, all requests together. */
    static final int TASK_THREADS_MAX = 4_096;

    private static final int IDLE_SECONDS_MAX = 60;

    private final int cores = Runtime.getRuntime().availableProcessors();

    private final ThreadPoolExecutor taskThreads = new ThreadPoolExecutor(
            0,
            TASK_THREADS_MAX,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("task-", 0).factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());

    private final ExecutorService coreThreads = Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().daemon().name("core-", 0).factory());

    /** One after another, on the caller's thread. */
    <T> List<T> serial(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            results.add(task.call());
        }
        return results;
    }

    /** All at once, on a thread each. */
    <T> List<T> concurrent(List<Callable<T>> tasks) throws Exception {
        try {
            return results(taskThreads.invokeAll(tasks));
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("the system starts no more threads", e);
        }
    }

    /** As many at once as there are cores. */
    <T> List<T> parallel(List<Callable<T>> tasks) throws Exception {
        return results(coreThreads.invokeAll(tasks));
    }

    int cores() {
        return cores;
    }

    /** The threads of concurrent tasks, for the meters. */
    ThreadPoolExecutor taskThreads() {
        return taskThreads;
    }

    private static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>(futures.size());
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        return results;
    }

    @Override
    public void close() {
        taskThreads.shutdownNow();
        coreThreads.shutdownNow();
    }
}
