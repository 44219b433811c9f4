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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * What Gatling can do on a core, with our recording or without: a closed load on a server that has the other core for itself, and
 * is faster than Gatling. Requests are counted by Gatling's own log, in the same window, so that both are counted alike.
 *
 * @param isRecorded whether our recording is on
 */
record RecordingStep(int round, boolean isRecorded, Target server, GeneratorCommands generators, Bench bench)
        implements Step {
    /** As in results. */
    static final String WORK = "recording";

    /** With it on, and off. */
    static final List<String> COLUMNS = List.of("with recording", "without");

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

    /** What is measured with it on, or off. */
    static Series series(boolean isRecorded) {
        return new Series(WORK, COLUMNS.get(isRecorded ? 0 : 1), Metric.REQUESTS_PER_SECOND);
    }

    @Override
    public String title() {
        return WORK + (isRecorded ? " on" : " off");
    }

    @Override
    public Duration expected() {
        return bench.warmUp().plus(bench.window()).plus(AROUND);
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
                    Long.toString(bench.window().toMillis()),
                    "claimbench.out",
                    out.toString(),
                    "claimbench.output",
                    "events",
                    "claimbench.recording",
                    isRecorded ? "on" : "off"));
            Tool.run(
                    "the generator",
                    Affinity.pin(command, List.of(bench.loadCore())),
                    folder.resolve("generator.txt"),
                    bench.warmUp().plus(bench.window()).plus(LATE_MAX));
            running.checkRunning("under load");
        }
        return List.of(new Sample(round, series(isRecorded), answeredPerSecond(out)));
    }

    private static double answeredPerSecond(Path out) throws TrialFailure {
        Path log = out.resolve(RunFiles.SIMULATION_LOG);
        try {
            GeneratorReport report =
                    Json.MAPPER.readValue(Files.readAllBytes(out.resolve(GeneratorReport.FILE)), GeneratorReport.class);
            long start = report.windowStartEpochMillis();
            long end = report.windowEndEpochMillis();
            RequestCount count = GatlingLog.countBetween(log, start, end);
            if (count.answered() == 0 || count.failed() > 0) {
                throw new TrialFailure("of Gatling's requests, " + count.answered() + " were answered and "
                        + count.failed() + " failed");
            }
            // It has a line for each of a million requests, and has been counted.
            Files.delete(log);
            return count.answered() * 1_000.0 / (end - start);
        } catch (IOException e) {
            throw new TrialFailure("cannot read what the generator left: " + RunFiles.reason(e));
        } catch (JacksonException e) {
            throw new TrialFailure("the generator left a damaged report: " + e.getOriginalMessage());
        }
    }
}
