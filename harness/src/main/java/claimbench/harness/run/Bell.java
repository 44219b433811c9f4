package claimbench.harness.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waiting for one of several things that other threads bring about: a line from a child, its end. Whoever changes
 * something rings; whoever waits looks again. Thread-safe.
 */
public final class Bell {

    /** What is waited for. */
    @FunctionalInterface
    public interface Look<T> {
        /** What was found; empty to go on waiting. */
        Optional<T> look() throws TrialFailure;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    /** Something has changed. */
    public void ring() {
        lock.lock();
        try {
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a look finds something, or the time is over.
     *
     * @return empty when the time was over first
     * @throws TrialFailure whatever a look throws
     */
    public <T> Optional<T> await(Duration bound, Look<T> look) throws TrialFailure, InterruptedException {
        long leftNanos = bound.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<T> found = look.look();
                if (found.isPresent() || leftNanos <= 0) {
                    return found;
                }
                leftNanos = rung.awaitNanos(Math.min(leftNanos, TimeUnit.DAYS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
    }
}
