package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.TimerFire}. */
@OperationsPerInvocation(claimbench.micro.compare.TimerFire.TIMERS)
public class TimerFire extends Comparison {
    @Benchmark
    public long kotlin(CoroutineTimers timers) {
        int count = claimbench.micro.compare.TimerFire.TIMERS;
        return checked(timers.fire(count), count);
    }
}
