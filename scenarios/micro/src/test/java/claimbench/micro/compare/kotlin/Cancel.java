package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.Cancel}. */
@OperationsPerInvocation(claimbench.micro.compare.Cancel.TASKS)
public class Cancel extends Comparison {
    @Benchmark
    public long kotlin() {
        int tasks = claimbench.micro.compare.Cancel.TASKS;
        return checked(Coroutines.cancel(tasks), tasks);
    }
}
