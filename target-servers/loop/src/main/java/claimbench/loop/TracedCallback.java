package claimbench.loop;

import java.util.List;

/** A callback that knows who made it. For debug mode. */
final class TracedCallback implements Runnable {
    private final Runnable callback;
    private final List<StackTraceElement> madeAt = Traces.here();
    private final Reporter reporter;

    TracedCallback(Runnable callback, Reporter reporter) {
        this.callback = callback;
        this.reporter = reporter;
    }

    @Override
    public void run() {
        try {
            callback.run();
        } catch (Throwable e) {
            reporter.report(
                    new Report(Report.Kind.CALLBACK_FAILED, "a callback of the loop failed; it was made", e, madeAt));
        }
    }

    @Override
    public String toString() {
        return madeAt.isEmpty() ? "a callback" : "a callback made at " + madeAt.getFirst();
    }
}
