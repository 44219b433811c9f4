package claimbench.harness.performance;

import claimbench.contract.Json;
import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.gatlinglog.GatlingLog;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import claimbench.load.GeneratorReport;
import claimbench.load.RecordingTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * What Gatling can do on a core, with our recording (histograms and live meters, which nobody asks for here), with the same checks alone, and without either: a closed load on a server that has
 * the other core for itself, and is faster than Gatling. One run of Gatling's does all, in turns of a tenth of a second ({@link RecordingTurn}), since two runs differ by more
 * than recording costs. Requests are counted by Gatling's own log, so that all are counted alike.
 */
record RecordingStep(int round, Target server, GeneratorCommands generators, Bench bench) implements Step {
    /** As in results. */
    static final String WORK = "recording";

    /** What is measured, in the order of {@link RecordingTurn}. */
    static final List<String> COLUMNS =
            Stream.of(RecordingTurn.values()).map(RecordingStep::column).toList();

    /** The fastest of ours. */
    static final Target SERVER = TargetCatalogue.all().stream()
            .filter(target -> target.name().equals("event-loop"))
            .findFirst()
            .orElseThrow();

    private static final HttpLoad LOAD = HttpLoad.PLAINTEXT;

    /** JVMs' starts, their ends, and the log that is read. */
    private static final Duration AROUND = Duration.ofSeconds(8);

    private static final Duration LATE_MAX = Duration.ofSeconds(60);

    /** How a generator is started. */
    @FunctionalInterface
    interface GeneratorCommands {
        /**
         * Its command.
         *
         * @throws TrialFailure where it is not installed
         */
        List<String> of(Map<String, String> properties) throws TrialFailure;
    }

    /** What is measured in such turns. */
    static Series series(RecordingTurn turn) {
        return new Series(WORK, column(turn), Metric.REQUESTS_PER_SECOND);
    }

    private static String column(RecordingTurn turn) {
        return switch (turn) {
            case RECORDED -> "with recording";
            case CHECKED -> "with the same checks, without recording";
            case BARE -> "with its own check of the status alone";
        };
    }

    @Override
    public String title() {
        return WORK;
    }

    @Override
    public Duration expected() {
        return bench.warmUp().plus(allTurns()).plus(AROUND);
    }

    /** Of each kind as long as the bench's window is, or a little longer where that is not a number of whole periods. */
    private Duration allTurns() {
        return Duration.ofMillis((long) turns() * RecordingTurn.MILLIS);
    }

    private int turns() {
        long all = RecordingTurn.values().length * bench.window().toMillis() / RecordingTurn.MILLIS;
        return Math.toIntExact(Math.ceilDiv(all, RecordingTurn.PERIOD_TURNS) * RecordingTurn.PERIOD_TURNS);
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        Path out = folder.resolve("generator");
        try (var running = RunningTarget.start(bench, server, LOAD.target(), folder)) {
            List<String> command = generators.of(Map.of(
                    "claimbench.scenario",
                    LOAD.name(),
                    "claimbench.url",
                    running.url().toString(),
                    "claimbench.users",
                    Integer.toString(LOAD.connections()),
                    "claimbench.warmUpMillis",
                    Long.toString(bench.warmUp().toMillis()),
                    "claimbench.windowMillis",
                    Long.toString(allTurns().toMillis()),
                    "claimbench.out",
                    out.toString(),
                    "claimbench.output",
                    "events",
                    "claimbench.metricsPort",
                    "0",
                    "claimbench.recording",
                    "in-turns"));
            Tool.run(
                    "the generator",
                    Affinity.pin(command, List.of(bench.loadCore())),
                    folder.resolve("generator.txt"),
                    bench.warmUp().plus(allTurns()).plus(LATE_MAX));
            running.checkRunning("under load");
        }
        List<RequestCount> byTurn = countedByTurn(out);
        return Stream.of(RecordingTurn.values())
                .map(turn -> new Sample(round, series(turn), answeredPerSecond(byTurn, turn)))
                .toList();
    }

    private static double answeredPerSecond(List<RequestCount> byTurn, RecordingTurn kind) {
        double ofATurn = IntStream.range(0, byTurn.size())
                .filter(turn -> RecordingTurn.of(turn) == kind)
                .mapToLong(turn -> byTurn.get(turn).answered())
                .average()
                .orElseThrow();
        return ofATurn * 1_000 / RecordingTurn.MILLIS;
    }

    private List<RequestCount> countedByTurn(Path out) throws TrialFailure {
        Path log = out.resolve(RunFiles.SIMULATION_LOG);
        try {
            GeneratorReport report =
                    Json.MAPPER.readValue(Files.readAllBytes(out.resolve(GeneratorReport.FILE)), GeneratorReport.class);
            List<RequestCount> byTurn =
                    GatlingLog.countBySlice(log, report.windowStartEpochMillis(), RecordingTurn.MILLIS, turns());
            long answered = byTurn.stream().mapToLong(RequestCount::answered).sum();
            long failed = byTurn.stream().mapToLong(RequestCount::failed).sum();
            if (answered == 0 || failed > 0) {
                throw new TrialFailure(
                        "of Gatling's requests, " + answered + " were answered and " + failed + " failed");
            }
            // It has a line for each of a million requests, and has been counted.
            Files.delete(log);
            return byTurn;
        } catch (IOException e) {
            throw new TrialFailure("cannot read what the generator left: " + RunFiles.reason(e));
        } catch (JacksonException e) {
            throw new TrialFailure("the generator left a damaged report: " + e.getOriginalMessage());
        }
    }
}
