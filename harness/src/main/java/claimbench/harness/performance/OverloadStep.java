package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.performance.LoadClient.Stage;
import claimbench.harness.performance.Outcomes.Kind;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that is asked twice as much as it can do. First, by a closed load, how much that is. Then an overload that warms up
 * what refuses, of which the goodput alone is kept: that code has not run before, and its compiler takes the core from the work. Then, by
 * arrivals at rates without a pause between them: a quiet time at 30 % of the capacity, the overload at 200 %, and 30 % again. Goodput is
 * what was done of the right answers in the overload's time; recovery is how long after it all is as in the quiet time.
 */
record OverloadStep(int round, OverloadLoad load, Target server, Bench bench) implements Step {
    /** More than a core or the database's connections, and fewer than are refused: always busy, and never overloaded. */
    private static final int USERS = 64;

    /** More than any target lets in at once; the rest is refused, and so needs its connection for a moment only. */
    private static final int CONNECTIONS_MAX = 5_000;

    private static final double OVERLOAD = 2;
    private static final double QUIET = 0.3;

    /** Beyond the bar, so that it can be missed. */
    private static final Duration LOOKED_MIN = Duration.ofSeconds(5);

    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);
    private static final Duration AROUND = Duration.ofSeconds(4);

    @Override
    public String title() {
        return load.name() + " " + server.name();
    }

    @Override
    public Duration expected() {
        return bench.warmUp()
                .plus(bench.window().multipliedBy(4))
                .plus(looked())
                .plus(AROUND)
                .plus(load.backends() ? AROUND : Duration.ZERO);
    }

    /** How long is looked at what comes after the overload. */
    private Duration looked() {
        return bench.window().compareTo(LOOKED_MIN) > 0 ? bench.window() : LOOKED_MIN;
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        if (!load.backends()) {
            try (var running = RunningTarget.start(bench, server, probe(), folder)) {
                return run(running);
            }
        }
        try (var backends = Backends.start(bench, true, folder);
                var running = RunningTarget.start(bench, server, backends, probe(), folder)) {
            List<Sample> samples = run(running);
            backends.checkRunning();
            return samples;
        }
    }

    private String probe() {
        return load.asks().apply(0).target();
    }

    private List<Sample> run(RunningTarget running) throws TrialFailure, InterruptedException {
        try (var client =
                new LoadClient(running.url(), load.asks(), CONNECTIONS_MAX, DRAIN_MAX, new LoadClient.Listener() {})) {
            if (bench.warmUp().isPositive()) {
                client.closed(USERS, bench.warmUp());
            }
            double capacity = capacity(client);
            var samples = new ArrayList<Sample>();
            Outcomes first = first(client, capacity, samples);
            samples.addAll(overload(client, capacity, first));
            running.checkRunning("when it was overloaded");
            return samples;
        } catch (IOException e) {
            throw new TrialFailure("the load on " + server.name() + " failed: " + e.getMessage());
        }
    }

    private double capacity(LoadClient client) throws TrialFailure, IOException, InterruptedException {
        long start = System.nanoTime();
        Outcomes outcomes = client.closed(USERS, bench.window());
        double capacity = outcomes.successesEnded(start, start + bench.window().toNanos()) / seconds(bench.window());
        if (capacity == 0 || outcomes.errors() > 0) {
            throw new TrialFailure(server.name() + " gave " + outcomes.count(Kind.SUCCESS) + " right answers to "
                    + outcomes.count() + " requests of " + USERS + " users, and is not overloaded by that");
        }
        return capacity;
    }

    private double goodputShare(Outcomes outcomes, long fromNanos, double capacity) {
        return outcomes.successesEnded(fromNanos, fromNanos + bench.window().toNanos())
                / seconds(bench.window())
                / capacity;
    }

    private Outcomes first(LoadClient client, double capacity, List<Sample> samples)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Outcomes outcomes = client.open(start, List.of(new Stage(OVERLOAD * capacity, bench.window())));
        samples.add(sample(Metric.FIRST_GOODPUT_SHARE, goodputShare(outcomes, start, capacity)));
        return outcomes;
    }

    private List<Sample> overload(LoadClient client, double capacity, Outcomes first)
            throws IOException, InterruptedException {
        long quiet = System.nanoTime();
        long overload = quiet + bench.window().toNanos();
        long after = overload + bench.window().toNanos();
        Outcomes outcomes = client.open(
                quiet,
                List.of(
                        new Stage(QUIET * capacity, bench.window()),
                        new Stage(OVERLOAD * capacity, bench.window()),
                        new Stage(QUIET * capacity, looked())));
        var recovery = new Recovery(Outcomes.percentile(0.99, outcomes.latenciesNanos(outcomes.due(quiet, overload))));
        long offered = outcomes.due(overload, after).count();
        long refused = outcomes.count(Kind.REFUSED, outcomes.due(overload, after));
        long[] latencies = outcomes.latenciesNanos(outcomes.due(overload, after));
        return List.of(
                sample(Metric.CAPACITY_PER_SECOND, capacity),
                sample(Metric.GOODPUT_SHARE, goodputShare(outcomes, overload, capacity)),
                sample(Metric.REFUSED_SHARE, refused / (double) offered),
                sample(Metric.ERRORS, (double) (first.errors() + outcomes.errors())),
                sample(Metric.LATENCY_NANOS_P99, (double) Outcomes.percentile(0.99, latencies)),
                sample(Metric.QUIET_NANOS_P99, (double) recovery.quietNanosP99()),
                sample(Metric.RECOVERY_NANOS, (double) recovery.nanos(outcomes, after, looked())),
                sample(Metric.LAG_NANOS_P95, (double) client.lag().getValueAtPercentile(95)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private Sample sample(Metric metric, double value) {
        return new Sample(round, new Series(load.name(), server.name(), metric), value);
    }
}
