package claimbench.loop;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock, and a row of tasks that have let go of it until somebody signals that things have changed. What they wait for has to
 * be looked at again afterwards, as in {@link #awaitFor}: another task may have been quicker.
 *
 * <p>Named as the JDK's are ({@code await}, {@code signal}), since {@code wait} and {@code notify} are every object's already.
 *
 * <p>For one loop's thread.
 */
public final class Condition implements Guard {
    private final Lock lock;
    private final Waiters waiters = new Waiters();

    /** A condition with a lock of its own. */
    public Condition() {
        this(new Lock());
    }

    /** A condition of a lock, which several of them may share. */
    public Condition(Lock lock) {
        this.lock = lock;
    }

    @Override
    public void acquire() {
        lock.acquire();
    }

    @Override
    public void release() {
        lock.release();
    }

    public boolean locked() {
        return lock.locked();
    }

    /**
     * Releases the lock, waits for a signal, and acquires the lock again, which it holds even when it throws. A signal that
     * a cancelled task can make no use of goes to the next.
     *
     * @throws IllegalStateException where the lock is not acquired
     */
    public void await() {
        checkLocked("await");
        LoopFuture<Boolean> waiter = waiters.join();
        lock.release();
        CancelledError cancelled = null;
        try {
            waiters.await(waiter);
        } catch (CancelledError e) {
            cancelled = e;
        } finally {
            cancelled = acquireAgain(cancelled);
        }
        if (cancelled != null) {
            if (Waiters.isWoken(waiter)) {
                waiters.wakeNext();
            }
            throw cancelled;
        }
    }

    /** Waits until the predicate, which is looked at with the lock held, is true; not at all where it is. */
    public void awaitFor(BooleanSupplier predicate) {
        while (!predicate.getAsBoolean()) {
            await();
        }
    }

    /**
     * Lets the first task that waits go on, once the lock is free.
     *
     * @throws IllegalStateException where the lock is not acquired
     */
    public void signal() {
        signal(1);
    }

    /**
     * As {@link #signal()}, for the first few.
     *
     * @param count how many at most
     */
    public void signal(int count) {
        checkLocked("signal");
        for (int left = count; left > 0 && waiters.wakeNext(); left--) {
            // One after another.
        }
    }

    /** As {@link #signal()}, for all of them. */
    public void signalAll() {
        checkLocked("signalAll");
        waiters.wakeAll();
    }

    /** Cancellations meanwhile have to wait until the lock is held. */
    private @Nullable CancelledError acquireAgain(@Nullable CancelledError before) {
        CancelledError cancelled = before;
        while (true) {
            try {
                lock.acquire();
                return cancelled;
            } catch (CancelledError e) {
                cancelled = e;
            }
        }
    }

    private void checkLocked(String what) {
        if (!lock.locked()) {
            throw new IllegalStateException(what + " needs the lock: acquire the condition first");
        }
    }
}
