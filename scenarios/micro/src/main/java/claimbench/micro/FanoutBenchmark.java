package claimbench.micro;

import claimbench.contract.Mode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Several calls that only wait, one after another or all at once. Where each waits for a millisecond, serial over
 * concurrent comes to the number of calls, less what timers are late; where it waits for nothing, the time is what
 * fan-out itself costs.
 */
@State(Scope.Thread)
public class FanoutBenchmark extends MicroBenchmark {
    @Param
    Model.Name model = Model.Name.PLATFORM_THREADS;

    @Param({"SERIAL", "CONCURRENT"})
    Mode mode = Mode.SERIAL;

    @Param("3")
    int calls;

    @Param({"0", "1000"})
    long waitMicros;

    @SuppressWarnings("NullAway.Init") // start() gives it before anything uses it
    private Model running;

    @Setup
    public void start() {
        running = model.start();
    }

    @Benchmark
    public List<Integer> fanout() throws Exception {
        return running.fanout(calls, Duration.of(waitMicros, ChronoUnit.MICROS), mode);
    }

    @TearDown
    public void end() {
        running.close();
    }
}
