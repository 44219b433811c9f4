package claimbench.micro.compare;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Timers are added and cancelled, as timeouts mostly are, while a million others are pending. An operation is one timer. */
@OperationsPerInvocation(TimerCancel.TIMERS)
public class TimerCancel extends Comparison {
    public static final int TIMERS = 100_000;

    @Benchmark
    public long eventLoop(LoopTimers timers) throws Exception {
        return cancel(timers);
    }

    @Benchmark
    public long virtualThreads(VirtualThreadTimers timers) throws Exception {
        return cancel(timers);
    }

    @Benchmark
    public long completableFuture(FutureTimers timers) throws Exception {
        return cancel(timers);
    }

    @Benchmark
    public long reactor(ReactorTimers timers) throws Exception {
        return cancel(timers);
    }

    private static long cancel(PendingTimers timers) throws Exception {
        return checked(timers.cancel(TIMERS), TIMERS);
    }
}
