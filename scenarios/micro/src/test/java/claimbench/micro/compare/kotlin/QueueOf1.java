package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.QueueOf1}. */
@OperationsPerInvocation(claimbench.micro.compare.HandOff.ITEMS)
public class QueueOf1 extends Comparison {
    @Benchmark
    public long kotlin() {
        return checked(
                Coroutines.handOff(claimbench.micro.compare.HandOff.ITEMS, claimbench.micro.compare.QueueOf1.CAPACITY),
                claimbench.micro.compare.HandOff.SUM);
    }
}
