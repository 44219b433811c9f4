package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.Switch}. */
@OperationsPerInvocation(claimbench.micro.compare.Switch.SWITCHES)
public class Switch extends Comparison {
    @Benchmark
    public long kotlin() {
        int switches = claimbench.micro.compare.Switch.SWITCHES;
        return checked(Coroutines.switches(switches / 2), switches);
    }
}
