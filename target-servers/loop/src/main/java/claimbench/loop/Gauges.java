package claimbench.loop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What other threads may know of the loop. The loop writes when it looks at its sockets, which it does every some tens of
 * microseconds when busy: no cost to a turn.
 */
final class Gauges {
    private static final long ASLEEP = Long.MIN_VALUE;

    private volatile int ready;
    private volatile int timers;
    private volatile int tasks;

    /** When the loop last looked; {@link #ASLEEP} while it waits. */
    private volatile long lookedNanos = ASLEEP;

    private final AtomicLong longestStallNanos = new AtomicLong();

    void asleep() {
        lookedNanos = ASLEEP;
    }

    void looked(long nowNanos, int readyNow, int timersNow, int tasksNow) {
        lookedNanos = nowNanos;
        ready = readyNow;
        timers = timersNow;
        tasks = tasksNow;
    }

    void stalled(long nanos) {
        if (nanos > longestStallNanos.get()) {
            longestStallNanos.accumulateAndGet(nanos, Math::max);
        }
    }

    /**
     * Reads.
     *
     * @param nowNanos of the loop's clock
     */
    Statistics read(long nowNanos) {
        long looked = lookedNanos;
        long stallUnderWay = looked == ASLEEP ? 0 : nowNanos - looked;
        return new Statistics(ready, timers, tasks, Math.max(longestStallNanos.get(), stallUnderWay));
    }

    void forgetStall() {
        longestStallNanos.set(0);
    }
}
