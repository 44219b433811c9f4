package claimbench.loop;

import java.time.Duration;

/**
 * Time that passes only when the loop has nothing else to do, and then at once. With it, a program of sleeps gives the same
 * trace each time it runs. What happens outside the loop (sockets, other threads) takes no virtual time: a timer that is
 * pending fires before it.
 *
 * <p>For one loop, which alone lets it pass; other threads may read it.
 */
public final class VirtualClock implements LoopClock {
    private volatile long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    /** How much virtual time has passed. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public long pass(long nanosToPass) {
        if (nanosToPass == FOREVER) {
            return FOREVER;
        }
        advance(nanosToPass);
        return 0;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop's thread alone
    private void advance(long by) {
        nanos += by;
    }
}
