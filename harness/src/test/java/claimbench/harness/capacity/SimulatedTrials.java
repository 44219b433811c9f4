package claimbench.harness.capacity;

import claimbench.harness.result.Checksums;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A run whose servers are a formula: up to its capacity one answers after a millisecond, above it later and later. What its trials leave
 * is written as the generator and the runner would.
 */
final class SimulatedTrials {
    static final CpuSets CPUS = new CpuSets(List.of(0), List.of(1), List.of(1));
    private static final int WINDOW_SECONDS = 4;
    private static final long START = 1_000_000;

    final Path dir;
    final List<Trial> ended = new ArrayList<>();
    private final List<PlannedTrial> planned = new ArrayList<>();
    private final CapacitySettings settings;
    private final Map<String, Integer> capacities;
    private final long seed;
    /** Rate above which the generator is at its limit. */
    int generatorLimit = Integer.MAX_VALUE;
    /** What something beside the run makes fail, in each trial of {@link #disturbed}. */
    TrustCheck fromBeside = TrustCheck.STEAL;
    /** Trials in which others take nine tenths of the server's time. */
    Predicate<PlannedTrial> disturbed = _ -> false;
    /** A target that never starts. */
    String broken = "";
    /** A target that falls behind whenever it is measured for the second time in a round. */
    String slowInPair = "";

    SimulatedTrials(Path dir, CapacitySettings settings, Map<String, Integer> capacities, long seed)
            throws IOException {
        this.dir = dir;
        this.settings = settings;
        this.capacities = capacities;
        this.seed = seed;
        Files.createDirectories(dir.resolve(RunFiles.TRIALS));
        RunFiles.write(dir.resolve(RunFiles.SEARCH), settings);
        RunFiles.write(
                dir.resolve(RunFiles.ENVIRONMENT),
                new EnvironmentRecord(
                        EnvironmentRecord.SCHEMA, "Linux", "6", "x", "cpu", List.of(0, 1), 1, 1, "25", 1, true, 0, 1));
    }

    List<String> targets() {
        return capacities.keySet().stream().sorted().toList();
    }

    CapacityPlan plan() {
        return new CapacityPlan(settings, targets(), CPUS, seed, dir);
    }

    /** Goes on until the end, or until so many trials have ended. */
    void run(int trialsMax, Duration elapsed) throws IOException {
        CapacityPlan plan = plan();
        while (ended.size() < trialsMax) {
            Optional<PlannedTrial> next = plan.next(List.copyOf(ended), elapsed);
            if (next.isEmpty()) {
                break;
            }
            planned.add(next.get());
            ended.add(measure(next.get()));
        }
        RunFiles.write(dir.resolve(RunFiles.RUN), record());
    }

    void finish() throws IOException {
        Checksums.write(dir);
    }

    CapacityResult result() throws IOException {
        return CapacityResult.of(StoredRun.load(dir), settings);
    }

    private Trial measure(PlannedTrial trial) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(RunFiles.TRIALS).resolve(trial.id()));
        String target = trial.condition().target();
        int rate = trial.condition().workload().rate().perSecond().getFirst();
        int capacity = Objects.requireNonNull(capacities.get(target));
        Trial measured;
        if (target.equals(broken)) {
            measured = Trial.failed(trial, Instant.EPOCH, "target " + target + " never started");
        } else {
            boolean limited = rate > generatorLimit;
            boolean beside = disturbed.test(trial);
            boolean slow = trial.condition().secondOfTwo() && target.equals(slowInPair);
            write(
                    folder.resolve(RunFiles.RESPONSES),
                    rate,
                    Math.min(beside ? capacity / 10 : slow ? rate / 2 : capacity, generatorLimit),
                    2_000_000);
            write(folder.resolve(RunFiles.SERVICE), rate, Integer.MAX_VALUE, 1_000_000);
            measured = Trial.measured(
                    trial,
                    Instant.EPOCH,
                    new Trial.Window(START, START + 1_000 * WINDOW_SECONDS),
                    Map.of("wait", new Trial.RequestCount((long) rate * WINDOW_SECONDS, 0)),
                    new Trial.GeneratorReading(0, 0, limited ? 0.99 : 0.1, 1, 1, null),
                    null,
                    null,
                    null,
                    new Trial.ObserverReading(0.0, 0, 0),
                    List.of(
                            new Trial.Finding(TrustCheck.GENERATOR_CPU, !limited, "a made-up share"),
                            new Trial.Finding(fromBeside, !beside, "a made-up share of others")));
        }
        RunFiles.write(folder.resolve(RunFiles.TRIAL), measured);
        return measured;
    }

    /** Where more arrive than can be answered, the queue and with it the response time grow from second to second. */
    private static void write(Path file, int rate, int capacity, long baseNanos) throws IOException {
        try (var out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            var log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputLegend();
            double growth = Math.max(0, (double) rate / capacity - 1);
            for (int second = 0; second < WINDOW_SECONDS; second++) {
                var histogram = new Histogram(3);
                histogram.setTag("wait");
                histogram.setStartTimeStamp(START + 1_000L * second);
                histogram.setEndTimeStamp(START + 1_000L * (second + 1));
                histogram.recordValueWithCount(baseNanos + Math.round(growth * second * 1e9), rate);
                log.outputIntervalHistogram(histogram);
            }
        }
    }

    private RunRecord record() {
        return new RunRecord(
                RunRecord.SCHEMA,
                "run-capacity",
                "2026-11-20T00:00:00Z",
                "capacity",
                seed,
                List.of(),
                targets(),
                Map.of(),
                List.copyOf(planned),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                null,
                null,
                List.of());
    }
}
