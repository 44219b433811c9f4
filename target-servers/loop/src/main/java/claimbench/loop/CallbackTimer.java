package claimbench.loop;

/** A timer that runs a callback. No task waits for it. */
final class CallbackTimer extends Timer {
    private final Runnable callback;

    CallbackTimer(Timers timers, long whenNanos, Runnable callback) {
        super(timers, whenNanos);
        this.callback = callback;
    }

    /** What it runs, for diagnostics. */
    Object subject() {
        return callback;
    }

    @Override
    void fire() {
        callback.run();
    }

    @Override
    void abandon(Stack stack) {
        cancel();
    }
}
