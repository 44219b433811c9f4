package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/** As {@link claimbench.micro.compare.WakeUpMany}. */
@OperationsPerInvocation(claimbench.micro.compare.WakeUpMany.TASKS)
public class WakeUpMany extends Comparison {
    private final ExecutorService outside = Executors.newSingleThreadExecutor();

    @Benchmark
    public long kotlin() {
        return checked(
                Coroutines.wakeUps(claimbench.micro.compare.WakeUpMany.TASKS, outside),
                claimbench.micro.compare.WakeUpMany.SUM);
    }

    @Override
    @TearDown
    public void end() {
        super.end();
        outside.close();
    }
}
