package claimbench.micro.compare.kotlin;

import claimbench.micro.compare.Comparison;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/** As {@link claimbench.micro.compare.WakeUpRoundTrip}. */
@OperationsPerInvocation(claimbench.micro.compare.WakeUpRoundTrip.ROUND_TRIPS)
public class WakeUpRoundTrip extends Comparison {
    private final ExecutorService outside = Executors.newSingleThreadExecutor();

    @Benchmark
    public long kotlin() {
        return checked(
                Coroutines.roundTrips(claimbench.micro.compare.WakeUpRoundTrip.ROUND_TRIPS, outside),
                claimbench.micro.compare.WakeUpRoundTrip.SUM);
    }

    @Override
    @TearDown
    public void end() {
        super.end();
        outside.close();
    }
}
