package claimbench.platformthreads;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.runtime.ThreadTasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of concurrent tasks. They are apart from the pool that handles requests: were tasks to wait in that pool's
 * queue, all its threads could hold requests that wait for tasks which no thread is left to run. They are kept for a
 * while, and there is no queue: a task runs at once, or, beyond {@link #THREADS_MAX} threads, on the thread that asked
 * for it. Thread-safe.
 */
final class TaskThreads implements AutoCloseable {
    /** Threads for concurrent tasks, all requests together. */
    static final int THREADS_MAX = 4_096;

    private static final int IDLE_SECONDS_MAX = 60;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("task-", 0).factory());

    /** All at once, on a thread each: see {@link ThreadTasks#on}. */
    <T> List<T> concurrent(List<Callable<T>> tasks) throws Exception {
        return ThreadTasks.on(this::runSomewhere, tasks);
    }

    /**
     * One, for so long at most: see {@link ThreadTasks#within}.
     *
     * @throws ProblemException 503 where no thread is free: on its own thread the caller could not keep the time
     */
    <T> Optional<T> within(Duration timeMax, Callable<T> task) throws Exception {
        try {
            return ThreadTasks.within(timeMax, threads, task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            throw new ProblemException(Problem.overloaded("all threads for tasks are busy; try again later"));
        }
    }

    private void runSomewhere(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("the system starts no more threads", e);
        }
    }

    /** For the meters. */
    ThreadPoolExecutor executor() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
