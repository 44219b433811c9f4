package claimbench.micro.compare;

import java.time.Duration;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Timers of one model, of which very many are pending all the time, as the timeouts of a busy server are. Each model has its own
 * kind of timer: a callback where there is one, or else a task that sleeps.
 */
@State(Scope.Thread)
public abstract class PendingTimers {
    /** When those fire that are to fire: soon, but not before all of them have been added. */
    public static final Duration SOON = Duration.ofMillis(1);

    private static final int FAR_SECONDS_MIN = 1_800;
    private static final int FAR_SECONDS_SPREAD = 3_600;

    /** Shares no factor with the spread, so that the delays come in no order and all occur. */
    private static final int STEP = 7_919;

    /** How many are pending, with delays of half an hour and more. */
    @Param("1000000")
    protected int pending;

    /** For JMH, which makes one of each. */
    protected PendingTimers() {}

    /** The delay of the timer of this number, which will not fire: among those of all others. */
    public static Duration far(int number) {
        return Duration.ofSeconds(FAR_SECONDS_MIN + (long) number * STEP % FAR_SECONDS_SPREAD);
    }

    /**
     * Adds timers that are due soon, and waits until they have fired.
     *
     * @return how many have
     */
    protected abstract long fire(int timers) throws Exception;

    /**
     * Adds timers that are due long after, then cancels them.
     *
     * @return how many were cancelled
     */
    protected abstract long cancel(int timers) throws Exception;
}
