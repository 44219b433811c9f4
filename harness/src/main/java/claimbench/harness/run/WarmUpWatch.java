package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Watches a warm-up from outside, second by second, and tells the generator when it has been long enough. It asks the generator's
 * own meters for what was answered, and the JVMs' shared memory for what their compilers did; the target is asked nothing. Where
 * something cannot be read, the warm-up runs to its end.
 */
final class WarmUpWatch implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final String REQUESTS = Meter.GENERATOR_REQUESTS.family() + "_";
    private static final String SUCCESS = MeterNames.OUTCOME + "=\"success\"";

    private final HttpProbe generator;
    private final List<CompilerTime> compilers;
    private final Runnable settled;
    private final WarmUp warmUp = new WarmUp();
    private final Thread thread;
    private volatile OptionalInt settledAfter = OptionalInt.empty();

    /** What the counters said at one moment. */
    private record Counters(long nanoTime, double answers, double nanosSum, List<Long> compilerNanos) {}

    /**
     * Begins to watch.
     *
     * @param metrics address of the generator's meters
     * @param compilers of the processes that must have settled
     * @param settled told once, from another thread
     */
    WarmUpWatch(URI metrics, Duration bound, List<CompilerTime> compilers, Runnable settled) {
        this.generator = new HttpProbe("the generator", metrics, bound);
        this.compilers = compilers;
        this.settled = settled;
        this.thread = Thread.ofVirtual().name("warm-up").start(this::watch);
    }

    /** After how many seconds it had settled; empty where it has not. */
    OptionalInt settledAfter() {
        return settledAfter;
    }

    /** Watches no more; returns at once. */
    void stop() {
        thread.interrupt();
    }

    @Override
    public void close() {
        stop();
        generator.close();
    }

    private void watch() {
        try {
            Counters before = counters();
            while (true) {
                Thread.sleep(Duration.ofNanos(Math.max(0, before.nanoTime + NANOS_PER_SECOND - System.nanoTime())));
                Counters after = counters();
                if (warmUp.add(burst(before, after))) {
                    settledAfter = warmUp.settledAfter();
                    settled.run();
                    return;
                }
                before = after;
            }
        } catch (InterruptedException e) {
            // The window has begun.
        } catch (TrialFailure e) {
            // Then it is as long as it was planned; who has died is found out elsewhere.
        }
    }

    private Counters counters() throws TrialFailure, InterruptedException {
        String meters = generator.get(Route.METRICS.path());
        List<Long> worked =
                compilers.stream().map(compiler -> compiler.nanos().orElse(0)).toList();
        return new Counters(System.nanoTime(), sum(meters, "count"), sum(meters, "sum") * NANOS_PER_SECOND, worked);
    }

    /** Of all good answers. */
    static double sum(String meters, String of) {
        return meters.lines()
                .filter(line -> line.startsWith(REQUESTS + of + "{") && line.contains(SUCCESS))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static WarmUp.Burst burst(Counters before, Counters after) {
        double nanos = Math.max(1, after.nanoTime - before.nanoTime);
        double answers = after.answers - before.answers;
        long worked = 0;
        for (int i = 0; i < after.compilerNanos.size(); i++) {
            worked = Math.max(worked, after.compilerNanos.get(i) - before.compilerNanos.get(i));
        }
        return new WarmUp.Burst(
                answers * NANOS_PER_SECOND / nanos,
                answers > 0 ? (after.nanosSum - before.nanosSum) / answers : 0,
                worked / nanos);
    }
}
