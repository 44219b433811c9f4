package claimbench.loop;

import org.jspecify.annotations.Nullable;

/** A callback for the next turn. */
final class ReadyHandle implements Handle, Runnable {
    /** Null once it has run or was cancelled. */
    private @Nullable Runnable callback;

    private boolean cancelled;

    ReadyHandle(Runnable callback) {
        this.callback = callback;
    }

    @Override
    public void run() {
        Runnable due = callback;
        if (due != null) {
            callback = null;
            due.run();
        }
    }

    /** What it runs, for diagnostics. */
    Object subject() {
        return callback == null ? this : callback;
    }

    @Override
    public boolean cancel() {
        if (callback == null) {
            return false;
        }
        callback = null;
        cancelled = true;
        return true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
