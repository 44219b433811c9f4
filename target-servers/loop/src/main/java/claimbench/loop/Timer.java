package claimbench.loop;

/** An entry of {@link Timers}: something to do when its time has come. */
abstract class Timer extends Wait implements Handle, Runnable {
    private enum State {
        PENDING,
        DONE,
        CANCELLED
    }

    final long whenNanos;

    /** Orders timers of the same moment: first made, first run. Given by {@link Timers}. */
    long sequence;

    /** Whether it is among {@link Timers}, which keep this up to date. */
    boolean inHeap;

    private final Timers timers;
    private State state = State.PENDING;

    Timer(Timers timers, long whenNanos) {
        this.timers = timers;
        this.whenNanos = whenNanos;
    }

    /** What is to be done. */
    abstract void fire();

    @Override
    public final void run() {
        if (state == State.PENDING) {
            state = State.DONE;
            fire();
        }
    }

    @Override
    public boolean cancel() {
        if (state != State.PENDING) {
            return false;
        }
        state = State.CANCELLED;
        timers.cancelled(this);
        return true;
    }

    @Override
    public final boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Override
    final boolean isOver() {
        return state != State.PENDING;
    }

    @Override
    String describe() {
        return "a timer";
    }
}
