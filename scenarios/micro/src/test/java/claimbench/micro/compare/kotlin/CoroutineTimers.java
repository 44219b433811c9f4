package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.PendingTimers;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Kotlin's: coroutines in a delay, in the heap of their own event loop. */
public class CoroutineTimers extends PendingTimers {
    @SuppressWarnings("NullAway.Init") // start() gives it before anything uses it
    private SleepingCoroutines coroutines;

    @Setup
    public void start() {
        coroutines = new SleepingCoroutines(pending);
    }

    @Override
    protected long fire(int timers) {
        return coroutines.fire(timers);
    }

    @Override
    protected long cancel(int timers) {
        return coroutines.cancel(timers);
    }

    @TearDown
    public void end() {
        coroutines.close();
    }
}
