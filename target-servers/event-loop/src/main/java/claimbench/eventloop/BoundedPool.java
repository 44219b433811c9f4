package claimbench.eventloop;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of a pool for calls that block: no more of these run or wait at once than there are threads and places in the
 * queue. A call that was cancelled has its place until its turn comes. Thread-safe, without a lock.
 */
final class BoundedPool implements Executor {
    private final Executor threads;
    private final int threadCount;
    private final int waitingMax;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * A bound for some of a pool's work.
     *
     * @param threads the pool, whose own queue has no bound
     * @param threadCount how many threads it has
     * @param waitingMax how many calls may wait for one
     */
    BoundedPool(Executor threads, int threadCount, int waitingMax) {
        this.threads = threads;
        this.threadCount = threadCount;
        this.waitingMax = waitingMax;
    }

    /**
     * Hands a call over.
     *
     * @throws ProblemException 503 where too many wait
     */
    @Override
    public void execute(Runnable call) {
        if (calls.incrementAndGet() > threadCount + waitingMax) {
            calls.decrementAndGet();
            throw new ProblemException(Problem.offLoadQueueFull(waitingMax));
        }
        boolean taken = false;
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    calls.decrementAndGet();
                }
            });
            taken = true;
        } finally {
            if (!taken) {
                calls.decrementAndGet();
            }
        }
    }
}
