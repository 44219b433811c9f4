package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.Gather100000}. */
@OperationsPerInvocation(claimbench.micro.compare.Gather100000.OPERATIONS)
public class Gather100000 extends Comparison {
    private static final int TASKS = claimbench.micro.compare.Gather100000.TASKS;
    private static final int ROUNDS = claimbench.micro.compare.Gather100000.OPERATIONS / TASKS;

    @Benchmark
    public long kotlin() {
        return checked(Coroutines.gather(TASKS, ROUNDS), ROUNDS * sumBelow(TASKS));
    }
}
