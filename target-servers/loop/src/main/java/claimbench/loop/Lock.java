package claimbench.loop;

/**
 * Lets one task in at a time, in the order of asking. It guards data that an await comes between; the JDK's locks cannot, since all
 * tasks of a loop are one thread.
 *
 * <p>It has no owner: another task may release it. Not re-entrant: a task that acquires it twice waits for itself.
 *
 * <p>For one loop's thread.
 */
public final class Lock implements Guard {
    private final Waiters waiters = new Waiters();
    private boolean locked;

    @Override
    public void acquire() {
        EventLoop.runningTask();
        if (!locked && !waiters.isAny()) {
            locked = true;
            return;
        }
        LoopFuture<Boolean> waiter = waiters.join();
        try {
            waiters.await(waiter);
        } catch (CancelledError e) {
            wakeNext();
            throw e;
        }
        locked = true;
    }

    /**
     * Gives it back.
     *
     * @throws IllegalStateException where it is not locked
     */
    @Override
    public void release() {
        if (!locked) {
            throw new IllegalStateException("the lock is not acquired, so it cannot be released");
        }
        locked = false;
        wakeNext();
    }

    public boolean locked() {
        return locked;
    }

    /** One at a time: who was woken has not gone on yet, and will wake the next when it releases. */
    private void wakeNext() {
        if (!locked && !waiters.isAnyWoken()) {
            waiters.wakeNext();
        }
    }
}
