package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.TimerCancel}. */
@OperationsPerInvocation(claimbench.micro.compare.TimerCancel.TIMERS)
public class TimerCancel extends Comparison {
    @Benchmark
    public long kotlin(CoroutineTimers timers) {
        int count = claimbench.micro.compare.TimerCancel.TIMERS;
        return checked(timers.cancel(count), count);
    }
}
