package claimbench.harness.run;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan, trial by trial, and stores each as it ends. A trial that fails is stored as failed, and the run goes
 * on; only what keeps results from being stored ends it. Not thread-safe.
 */
public final class Runner {
    private record Ended(Trial trial, Map<String, Long> medianNanosByRequest) {}

    private final Programs programs;
    private final @Nullable String databaseUrl;
    private final Bounds bounds;
    private final LogCounter logCounter;
    private final RunListener listener;
    private final Map<String, String> startFailureByTarget = new HashMap<>();
    private final Set<String> targetsStarted = new HashSet<>();

    /**
     * A runner.
     *
     * @param databaseUrl of the user's own database, checked; null to start one where a trial needs it
     */
    public Runner(
            Programs programs,
            @Nullable String databaseUrl,
            Bounds bounds,
            LogCounter logCounter,
            RunListener listener) {
        this.programs = programs;
        this.databaseUrl = databaseUrl;
        this.bounds = bounds;
        this.logCounter = logCounter;
        this.listener = listener;
    }

    /**
     * Runs everything.
     *
     * @param dir where to store it: made here, or an empty folder
     * @param programs to be run first
     * @throws IOException that names the file that could not be written; earlier trials are kept
     * @throws InterruptedException where this process is told to end; earlier trials are kept
     */
    public RunResult run(Plan plan, RunRecord record, EnvironmentRecord environment, Path dir, ProgramRunner programs)
            throws IOException, InterruptedException {
        createFolder(dir);
        RunFiles.write(dir.resolve(RunFiles.RUN), record);
        RunFiles.write(dir.resolve(RunFiles.ENVIRONMENT), environment);
        var trials = new ArrayList<Trial>();
        try (var relay = new MetricsRelay(
                        String.valueOf(dir.toAbsolutePath().normalize().getFileName()));
                var prometheus = new PrometheusTargets(dir, listener::noted);
                var database =
                        new RunDatabase(this.programs, bounds, dir.resolve(RunFiles.DATABASE_LOG), databaseUrl)) {
            show(relay, prometheus);
            programs.run(dir, listener);
            var pace = new Pace();
            for (int index = 0; index < plan.trials().size(); index++) {
                PlannedTrial planned = plan.trials().get(index);
                Path folder = dir.resolve(RunFiles.TRIALS).resolve(planned.id());
                createFolder(folder);
                listener.started(planned, index + 1, plan.trials().size());
                long startNanos = System.nanoTime();
                Ended ended = run(planned, target(plan, planned), folder, plan.seed() + index, relay, database);
                Trial trial = ended.trial;
                RunFiles.write(folder.resolve(RunFiles.TRIAL), trial);
                trials.add(trial);
                pace.took(planned, Duration.ofNanos(System.nanoTime() - startNanos));
                Duration left =
                        pace.left(plan.trials().subList(index + 1, plan.trials().size()));
                listener.ended(trial, index + 1, plan.trials().size(), ended.medianNanosByRequest, left);
            }
        }
        Checksums.write(dir);
        return new RunResult(dir, List.copyOf(trials));
    }

    /** First of all, since Prometheus takes seconds to notice. */
    private static void show(MetricsRelay relay, PrometheusTargets prometheus) {
        try {
            prometheus.show(relay.listen());
        } catch (IOException e) {
            prometheus.cannotBeSeen(e);
        }
    }

    private Ended run(
            PlannedTrial planned, Target target, Path folder, long seed, MetricsRelay relay, RunDatabase database)
            throws IOException, InterruptedException {
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String earlier = startFailureByTarget.get(target.name());
        if (earlier != null) {
            return failed(planned, startedAt, "not tried: in " + earlier);
        }
        try (var trial =
                new TrialRunner(programs, bounds, logCounter, relay, database, planned, target, folder, seed)) {
            TrialReadings.Measured measured = trial.run();
            targetsStarted.add(target.name());
            return measured(planned, startedAt, measured);
        } catch (TargetNotStarted e) {
            stopIfEnding();
            if (!targetsStarted.contains(target.name())) {
                startFailureByTarget.put(target.name(), planned.id() + ", " + e.getMessage());
            }
            return failed(planned, startedAt, e.getMessage());
        } catch (TrialFailure e) {
            stopIfEnding();
            return failed(planned, startedAt, e.getMessage());
        } catch (RuntimeException e) {
            // A fault of this program's, or of a child that says what nobody expected: not a reason to lose the others.
            stopIfEnding();
            return failed(planned, startedAt, "internal error, please report it: " + e + at(e));
        }
    }

    private static String at(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** Children that die because this process is told to end have not failed. */
    private static void stopIfEnding() throws InterruptedException {
        if (Children.ending()) {
            throw new InterruptedException("told to end");
        }
    }

    private static Ended measured(PlannedTrial planned, Instant startedAt, TrialReadings.Measured measured) {
        return new Ended(
                Trial.measured(
                        planned,
                        startedAt,
                        measured.window(),
                        measured.requests(),
                        measured.generator(),
                        measured.target(),
                        measured.upstreamLatenessNanosP95(),
                        measured.findings()),
                measured.medianNanosByRequest());
    }

    private static Ended failed(PlannedTrial planned, Instant startedAt, @Nullable String message) {
        return new Ended(
                Trial.failed(planned, startedAt, Objects.requireNonNullElse(message, "for an unknown reason")),
                Map.of());
    }

    private static Target target(Plan plan, PlannedTrial planned) {
        return plan.targets().stream()
                .filter(target -> target.name().equals(planned.condition().target()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the plan measures " + planned.condition().target() + ", and does not list it"));
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + folder + ": " + RunFiles.reason(e), e);
        }
    }
}
