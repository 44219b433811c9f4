package claimbench.micro;

import claimbench.contract.Mode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same CPU work serially, in turns, and on all cores. Turns on one thread cost their switches and gain nothing; cores
 * divide the time where the machine has them to itself.
 */
@State(Scope.Thread)
public class CpuBenchmark extends MicroBenchmark {
    @Param
    Model.Name model = Model.Name.PLATFORM_THREADS;

    @Param
    Mode mode = Mode.SERIAL;

    @Param("4")
    int tasks;

    @Param("25")
    int units;

    @SuppressWarnings("NullAway.Init") // start() gives it before anything uses it
    private Model running;

    @Setup
    public void start() {
        running = model.start();
    }

    /** Time for all tasks. */
    @Benchmark
    public long work() throws Exception {
        return running.cpu(tasks, units, mode);
    }

    @TearDown
    public void end() {
        running.close();
    }
}
