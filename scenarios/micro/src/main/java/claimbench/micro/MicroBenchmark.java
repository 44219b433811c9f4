package claimbench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The defaults of every benchmark, all in this place. The options of JMH's command line go before them: {@code -f} forks, {@code
 * -wi} and {@code -w} warm-up, {@code -i} and {@code -r} measurement.
 *
 * <p>The result is the mean time of one operation. Its error comes from iterations of several forks: a JVM that
 * happened to compile well, or badly, is then one of several. One thread calls; what a model does with further threads is its
 * own affair.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(
        value = MicroBenchmark.FORKS,
        jvmArgsAppend = {MicroBenchmark.EXPORT_CONTINUATION, MicroBenchmark.ALLOW_UNSAFE})
@Warmup(
        iterations = MicroBenchmark.WARM_UP_ITERATIONS,
        time = MicroBenchmark.ITERATION_MILLIS,
        timeUnit = TimeUnit.MILLISECONDS)
@Measurement(
        iterations = MicroBenchmark.MEASURED_ITERATIONS,
        time = MicroBenchmark.ITERATION_MILLIS,
        timeUnit = TimeUnit.MILLISECONDS)
public abstract class MicroBenchmark {
    /** JVMs that a benchmark is run in, one after another. */
    public static final int FORKS = 3;

    /** Iterations at the start of each JVM that do not count: the compiler is still at work. */
    public static final int WARM_UP_ITERATIONS = 4;

    /** Iterations that count. */
    public static final int MEASURED_ITERATIONS = 5;

    public static final int ITERATION_MILLIS = 500;

    /** The event loop's coroutines are the JDK's own continuation, which it does not export by itself. */
    public static final String EXPORT_CONTINUATION = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    /** JMH looks at the layout of objects through Unsafe; without this each fork prints a warning. */
    public static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** Puts all virtual threads on one thread, as all coroutines of a loop are. */
    public static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";
}
