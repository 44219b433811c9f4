package claimbench.virtualthreads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ways to carry out the tasks of a request. Each gives the results in the tasks' order, when all tasks are done; a
 * failure is thrown, the first in the tasks' order. Thread-safe.
 *
 * <p>Concurrent tasks would be a {@code StructuredTaskScope}, but that is a preview in JDK 25, and a product can't ask
 * for a flag that the next JDK refuses. An executor in a try block gives the same structure: no task outlives it.
 */
final class Tasks implements AutoCloseable {
    private final int cores = Runtime.getRuntime().availableProcessors();

    // Platform threads: what computes without a pause gains nothing from a virtual one.
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

    /** All at once, on a virtual thread each. */
    <T> List<T> concurrent(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return results(threads.invokeAll(tasks));
        }
    }

    /** As many at once as there are cores. */
    <T> List<T> parallel(List<Callable<T>> tasks) throws Exception {
        return results(coreThreads.invokeAll(tasks));
    }

    int cores() {
        return cores;
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
        coreThreads.shutdownNow();
    }
}
