package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.QueueOf128}. */
@OperationsPerInvocation(claimbench.micro.compare.HandOff.ITEMS)
public class QueueOf128 extends Comparison {
    @Benchmark
    public long kotlin() {
        return checked(
                Coroutines.handOff(
                        claimbench.micro.compare.HandOff.ITEMS, claimbench.micro.compare.QueueOf128.CAPACITY),
                claimbench.micro.compare.HandOff.SUM);
    }
}
