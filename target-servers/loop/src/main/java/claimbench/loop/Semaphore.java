package claimbench.loop;

/**
 * Lets a number of tasks in at a time, in the order of asking.
 *
 * <p>For one loop's thread.
 */
public sealed class Semaphore implements Guard permits BoundedSemaphore {
    private final Waiters waiters = new Waiters();
    private int value;

    /**
     * A semaphore.
     *
     * @param value how many are let in, at least 0
     */
    public Semaphore(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("a semaphore's value must be 0 or more, not " + value);
        }
        this.value = value;
    }

    @Override
    public final void acquire() {
        EventLoop.runningTask();
        if (!locked()) {
            value--;
            return;
        }
        LoopFuture<Boolean> waiter = waiters.join();
        try {
            waiters.await(waiter);
        } catch (CancelledError e) {
            if (Waiters.isWoken(waiter)) {
                value++; // what it was given goes to the next
            }
            wakeAsManyAsMayGo();
            throw e;
        }
        wakeAsManyAsMayGo();
    }

    @Override
    public void release() {
        value++;
        wakeAsManyAsMayGo();
    }

    /** Whether {@link #acquire} would wait: none is left, or others are first. */
    public final boolean locked() {
        return value == 0 || waiters.isAny();
    }

    final int value() {
        return value;
    }

    /** Who is woken has been given its share already, so that nobody can come in between. */
    private void wakeAsManyAsMayGo() {
        while (value > 0 && waiters.wakeNext()) {
            value--;
        }
    }
}
