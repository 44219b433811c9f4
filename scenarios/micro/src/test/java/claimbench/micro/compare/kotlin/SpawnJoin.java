package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** As {@link claimbench.micro.compare.SpawnJoin}. */
@OperationsPerInvocation(claimbench.micro.compare.SpawnJoin.TASKS)
public class SpawnJoin extends Comparison {
    @Benchmark
    public long kotlin() {
        return checked(
                Coroutines.spawnAndJoin(claimbench.micro.compare.SpawnJoin.TASKS),
                claimbench.micro.compare.SpawnJoin.SUM);
    }
}
