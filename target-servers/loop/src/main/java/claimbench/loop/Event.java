package claimbench.loop;

/**
 * A flag that tasks wait for. All that wait go on when it is set.
 *
 * <p>For one loop's thread.
 */
public final class Event {
    private final Waiters waiters = new Waiters();
    private boolean set;

    /** Waits until it is set; not at all where it is. A later {@link #clear} does not call back whom it has woken. */
    public void await() {
        EventLoop.runningTask();
        if (!set) {
            waiters.await(waiters.join());
        }
    }

    /** Sets it. */
    public void set() {
        if (!set) {
            set = true;
            waiters.wakeAll();
        }
    }

    /** Takes it back: from now on tasks wait again. */
    public void clear() {
        set = false;
    }

    public boolean isSet() {
        return set;
    }
}
