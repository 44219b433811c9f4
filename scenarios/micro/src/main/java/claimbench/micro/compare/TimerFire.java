package claimbench.micro.compare;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Timers are added and fire, while a million others are pending. An operation is one timer that has fired. */
@OperationsPerInvocation(TimerFire.TIMERS)
public class TimerFire extends Comparison {
    public static final int TIMERS = 100_000;

    @Benchmark
    public long eventLoop(LoopTimers timers) throws Exception {
        return fire(timers);
    }

    @Benchmark
    public long virtualThreads(VirtualThreadTimers timers) throws Exception {
        return fire(timers);
    }

    @Benchmark
    public long completableFuture(FutureTimers timers) throws Exception {
        return fire(timers);
    }

    @Benchmark
    public long reactor(ReactorTimers timers) throws Exception {
        return fire(timers);
    }

    private static long fire(PendingTimers timers) throws Exception {
        return checked(timers.fire(TIMERS), TIMERS);
    }
}
