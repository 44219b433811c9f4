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

    /** The loop is going to wait, with nothing ready. */
    void asleep(int timersNow, int tasksNow) {
        lookedNanos = ASLEEP;
        count(0, timersNow, tasksNow);
    }

    /** The loop has looked at its sockets, and is going to run what is ready. */
    void looked(long nowNanos, int readyNow, int timersNow, int tasksNow) {
        lookedNanos = nowNanos;
        count(readyNow, timersNow, tasksNow);
    }

    /** Writes what has changed: a write that all threads can see costs more than a look. */
    private void count(int readyNow, int timersNow, int tasksNow) {
        if (ready != readyNow) {
            ready = readyNow;
        }
        if (timers != timersNow) {
            timers = timersNow;
        }
        if (tasks != tasksNow) {
            tasks = tasksNow;
        }
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
