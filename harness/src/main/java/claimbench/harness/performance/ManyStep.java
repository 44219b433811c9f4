package claimbench.harness.performance;

import claimbench.contract.TokensRequest;
import claimbench.harness.experiment.Target;
import claimbench.harness.performance.LoadClient.Stage;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Very many requests that are open at once on one server: streams of tokens, or waits. They are opened one after another,
 * so fast that the last one is open long before the first one ends; that all were is counted, not supposed.
 *
 * @param kind which of them
 * @param count how many
 */
record ManyStep(int round, Kind kind, int count, Target server, Bench bench) implements Step {
    /** What is open. */
    enum Kind {
        /** A token a second, relayed: a stream has a connection to the client and one to the upstream. */
        STREAMS("streams", 1_000),
        /** The same, as many as a pool of threads has threads for: so on every target, and each stream is looked at. */
        FAIR_STREAMS("fair-streams", 1_000),
        /** Each as long as it takes to open all of them, and then some. */
        WAITS("waits", 2_000);

        private final String work;
        private final int opensPerSecond;

        Kind(String work, int opensPerSecond) {
            this.work = work;
            this.opensPerSecond = opensPerSecond;
        }

        /** As in results. */
        String work() {
            return work;
        }

        /** The targets that can have so many under way. */
        List<String> targets() {
            return this == FAIR_STREAMS ? Servers.TARGETS : Servers.OF_MANY;
        }
    }

    /** As many streams as are to be fair to each other on every target. */
    static final int FAIR_COUNT = 1_000;

    /** Between tokens. */
    static final int GAP_MS = 1_000;

    /** Before the first stream, or wait, ends after the last was opened: a server may be slow to open them. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final Duration DRAIN_MAX = Duration.ofSeconds(60);
    private static final Duration AROUND = Duration.ofSeconds(5);
    private static final int WARM_UP_USERS = 64;

    @Override
    public String title() {
        return kind.work() + " " + server.name();
    }

    @Override
    public Duration expected() {
        return bench.warmUp().plus(opening().multipliedBy(2)).plus(open()).plus(AROUND);
    }

    private Duration opening() {
        return Duration.ofNanos(TimeUnit.SECONDS.toNanos(count) / kind.opensPerSecond);
    }

    /** How long each is open. */
    private Duration open() {
        return opening().plus(SLACK).plus(kind == Kind.WAITS ? Duration.ZERO : bench.window());
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        return switch (kind) {
            case WAITS -> {
                try (var running = RunningTarget.start(bench, server, HttpLoad.PLAINTEXT.target(), folder)) {
                    yield waits(running);
                }
            }
            case STREAMS, FAIR_STREAMS -> {
                try (var backends = Backends.start(bench, false, folder);
                        var running =
                                RunningTarget.start(bench, server, backends, HttpLoad.PLAINTEXT.target(), folder)) {
                    List<Sample> samples = streams(running, backends);
                    backends.checkRunning();
                    yield samples;
                }
            }
        };
    }

    private List<Sample> waits(RunningTarget running) throws TrialFailure, InterruptedException {
        long ms = open().toMillis();
        warmUp(running, new Ask("/wait?ms=1", "\"waitedMs\":1"));
        var ask = new Ask("/wait?ms=" + ms, "\"waitedMs\":" + ms);
        try (var client = new LoadClient(running.url(), _ -> ask, count, DRAIN_MAX, new LoadClient.Listener() {})) {
            Outcomes outcomes = client.open(List.of(new Stage(kind.opensPerSecond, opening())));
            long[] nanos = outcomes.latenciesNanos(outcomes.all());
            long meant = TimeUnit.MILLISECONDS.toNanos(ms);
            long peak = ProcFiles.peakRssBytes(running.pid());
            running.checkRunning("with waits");
            return List.of(
                    sample(Metric.OPEN_AT_ONCE, client.inFlightMax()),
                    sample(Metric.ERRORS, outcomes.count() - nanos.length),
                    sample(Metric.LATENCY_NANOS_P50, late(Outcomes.percentile(0.5, nanos), meant)),
                    sample(Metric.LATENCY_NANOS_P99, late(Outcomes.percentile(0.99, nanos), meant)),
                    sample(Metric.LATENCY_NANOS_MAX, late(Outcomes.percentile(1, nanos), meant)),
                    sample(Metric.RSS_BYTES, peak));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** By short ones: a server is to be asked for many when it has been running for some time. */
    private void warmUp(RunningTarget running, Ask ask) throws TrialFailure, InterruptedException {
        if (bench.warmUp().isPositive()) {
            try (var client =
                    new LoadClient(running.url(), _ -> ask, WARM_UP_USERS, DRAIN_MAX, new LoadClient.Listener() {})) {
                client.closed(WARM_UP_USERS, bench.warmUp());
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private static long late(long nanos, long meant) {
        return Math.max(0, nanos - meant);
    }

    private List<Sample> streams(RunningTarget running, Backends backends) throws TrialFailure, InterruptedException {
        int tokens = Math.toIntExact(open().toMillis() / GAP_MS);
        String end = new String(TokensRequest.done(tokens), StandardCharsets.US_ASCII);
        var ask = new Ask("/answer?tokens=" + tokens + "&gap-ms=" + GAP_MS + "&mode=stream", end);
        warmUp(running, new Ask("/answer?tokens=3&gap-ms=1&mode=stream", "event: done"));
        var streams = new OpenStreams(count);
        try (var client = new LoadClient(running.url(), _ -> ask, count, DRAIN_MAX, streams)) {
            Outcomes outcomes = client.open(List.of(new Stage(kind.opensPerSecond, opening())));
            long peak = ProcFiles.peakRssBytes(running.pid());
            running.checkRunning("with streams");
            var samples = new ArrayList<>(List.of(
                    sample(Metric.OPEN_AT_ONCE, streams.openMax()),
                    sample(Metric.ERRORS, outcomes.count() - outcomes.count(Outcomes.Kind.SUCCESS)),
                    sample(Metric.LATENCY_NANOS_P50, streams.gaps().getValueAtPercentile(50)),
                    sample(Metric.LATENCY_NANOS_P99, streams.gaps().getValueAtPercentile(99)),
                    sample(Metric.LATENCY_NANOS_MAX, streams.gaps().getMaxValue()),
                    sample(Metric.UPSTREAM_LATE_NANOS_P95, backends.latenessNanosP95()),
                    sample(Metric.RSS_BYTES, peak)));
            // None of streams that were never all open: no gap would look like a short one.
            streams.longestGapNanos().ifPresent(nanos -> samples.add(sample(Metric.WORST_STREAM_GAP_NANOS, nanos)));
            streams.longestMeanGapNanos()
                    .ifPresent(nanos -> samples.add(sample(Metric.WORST_STREAM_MEAN_GAP_NANOS, nanos)));
            return samples;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private TrialFailure failed(IOException e) {
        return new TrialFailure("the load on " + server.name() + " failed: " + e.getMessage());
    }

    private Sample sample(Metric metric, long value) {
        return new Sample(round, new Series(kind.work(), server.name(), metric), (double) value);
    }
}
