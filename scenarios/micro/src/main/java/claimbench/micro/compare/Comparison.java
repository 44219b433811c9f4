package claimbench.micro.compare;

import claimbench.loop.EventLoop;
import claimbench.loop.LoopClock;
import claimbench.micro.MicroBenchmark;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What all rows of the comparison share, so that their numbers may stand side by side:
 *
 * <ul>
 *   <li>One thread carries the tasks of a model: the loop's own; the only carrier of the virtual threads; the only thread of an
 *       executor or a scheduler. The JVM is told of one processor, which also means one collector thread.
 *   <li>Every model has the same number of tasks and items, and its result is checked: {@link #checked}.
 *   <li>A call does the work many times over, and its time is divided by that. Some models must hand the whole to
 *       their thread first and wait for the end: that is then a small part for all of them.
 *   <li>Of several ways that a model has, the cheapest is taken which its users would take too.
 * </ul>
 *
 * <p>The compiler and the collector still have threads of their own. Where one core is meant strictly, start the JVM on
 * one ({@code taskset -c 1 ...}): its forks stay there as well.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = MicroBenchmark.FORKS,
        jvmArgsAppend = {
            MicroBenchmark.EXPORT_CONTINUATION,
            MicroBenchmark.ALLOW_UNSAFE,
            MicroBenchmark.ONE_CARRIER,
            Comparison.ONE_PROCESSOR,
            Comparison.SERIAL_COLLECTOR
        })
public abstract class Comparison extends MicroBenchmark {
    static final String ONE_PROCESSOR = "-XX:ActiveProcessorCount=1";
    static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";

    /** On the thread that calls. */
    final EventLoop loop = new EventLoop(LoopClock.SYSTEM);

    /** The one thread of the {@code CompletableFuture}s. */
    final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** The one thread of Reactor. */
    final Scheduler scheduler = Schedulers.newSingle("compare");

    /** For JMH, which makes one of each. */
    protected Comparison() {}

    @TearDown
    public void end() {
        loop.close();
        executor.close();
        scheduler.dispose();
    }

    /** The sum of 0, 1, ... below the number: what comes back where each of so many tasks returns its own. */
    public static long sumBelow(int number) {
        return (long) number * (number - 1) / 2;
    }

    /**
     * The result, if it is right.
     *
     * @throws IllegalStateException otherwise: a time for other work than that of the row must not stand in it
     */
    public static long checked(long result, long expected) {
        if (result != expected) {
            throw new IllegalStateException("wrong result " + result + ", must be " + expected);
        }
        return result;
    }
}
