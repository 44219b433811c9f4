package claimbench.platformthreads;

import claimbench.contract.ServerLimits;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of background tasks: begun when they are needed, and ended when they are not any more. A task goes to a thread that is idle; where
 * none is, to a new one; where there are as many as there may be, into the queue. The JDK's pool with a queue would begin a new thread for each
 * task, idle ones or not, until there are as many as there may be.
 */
final class BackgroundThreads {
    private static final int IDLE_SECONDS_MAX = 10;

    private BackgroundThreads() {}

    /** {@link ServerLimits#BACKGROUND_TASKS} threads at most; no bound on what waits, which is its user's affair. */
    static ThreadPoolExecutor pool() {
        var waiting = new IdleFirst();
        return new ThreadPoolExecutor(
                0,
                ServerLimits.BACKGROUND_TASKS,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform().daemon().name("background-", 0).factory(),
                (task, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("no tasks are taken on any more");
                    }
                    waiting.put(task);
                });
    }

    /** A queue that takes a task, when the pool offers it one, only where a thread waits for it. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
