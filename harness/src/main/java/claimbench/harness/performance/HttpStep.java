package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import claimbench.harness.run.WrkOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server under {@code wrk}: a fresh JVM, the same load to warm it up, then the load that counts. CPU time is read from
 * the kernel right before and right after that.
 */
record HttpStep(int round, HttpLoad load, Target server, Bench bench) implements Step {
    /** A JVM's start, its end, and what lies between two loads. */
    private static final Duration AROUND = Duration.ofSeconds(3);

    /** Beyond the time it was given, wrk opens connections before it and closes them after. */
    private static final Duration LATE_MAX = Duration.ofSeconds(30);

    /** Later than this, an answer counts as an error. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    @Override
    public String title() {
        return load.name() + " " + server.name();
    }

    @Override
    public Duration expected() {
        return bench.warmUp().plus(bench.window()).plus(AROUND);
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        try (var running = RunningTarget.start(bench, server, load.target(), folder)) {
            if (bench.warmUp().isPositive()) {
                wrk(running, bench.warmUp(), folder.resolve("wrk-warm-up.txt"));
                running.awaitQueue(load.target());
            }
            long cpuNanosBefore = running.cpuNanos();
            WrkOutput output = wrk(running, bench.window(), folder.resolve("wrk.txt"));
            long cpuNanos = running.cpuNanos() - cpuNanosBefore;
            running.checkRunning("under load");
            return samples(output, cpuNanos);
        }
    }

    private WrkOutput wrk(RunningTarget running, Duration duration, Path file)
            throws TrialFailure, InterruptedException {
        List<String> command = List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(load.connections()),
                "--duration",
                duration.toSeconds() + "s",
                "--timeout",
                ANSWER_MAX.toSeconds() + "s",
                "--latency",
                running.url().resolve(load.target()).toString());
        return WrkOutput.parse(
                Tool.run("wrk", Affinity.pin(command, List.of(bench.loadCore())), file, duration.plus(LATE_MAX)));
    }

    private List<Sample> samples(WrkOutput output, long cpuNanos) throws TrialFailure {
        // wrk counts no request that is never answered: that each connection had an answer is the least to ask for.
        if (output.successes() == 0 || output.requests() < load.connections()) {
            throw new TrialFailure(server.name() + " gave " + output.requests() + " answers to " + load.connections()
                    + " connections, " + output.successes() + " of them with success; errors: " + output.errors());
        }
        double successes = output.successes();
        double seconds = output.durationNanos() / (double) TimeUnit.SECONDS.toNanos(1);
        return List.of(
                sample(Metric.REQUESTS_PER_SECOND, successes / seconds),
                sample(Metric.CPU_NANOS_PER_REQUEST, cpuNanos / successes),
                sample(Metric.CORE_BUSY, cpuNanos / (double) output.durationNanos()),
                sample(Metric.LATENCY_NANOS_P50, (double) output.latencyNanosP50()),
                sample(Metric.LATENCY_NANOS_P99, (double) output.latencyNanosP99()),
                sample(Metric.ERRORS, (double) output.errors()));
    }

    private Sample sample(Metric metric, double value) {
        return new Sample(round, new Series(load.name(), server.name(), metric), value);
    }
}
