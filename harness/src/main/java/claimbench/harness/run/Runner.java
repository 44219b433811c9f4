package claimbench.harness.run;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    private boolean recording = true;
    private boolean measuringDisturbedAgain;
    private BeforeTrials beforeTrials = dir -> RunChecks.NONE;
    private TrialsShared shared = TrialsShared.of(Optional.empty());
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

    /** The same runner, which does not record what processes say of themselves; onlookers can ask them all the same. */
    public Runner withoutMetrics() {
        recording = false;
        return this;
    }

    /** The same runner, which measures trials again that were disturbed: see {@link DisturbedTrials}. */
    public Runner measuringDisturbedAgain() {
        measuringDisturbedAgain = true;
        return this;
    }

    /** What is checked once for the whole run. */
    @FunctionalInterface
    public interface BeforeTrials {
        /**
         * Checks.
         *
         * @param dir of the run
         */
        RunChecks check(Path dir) throws IOException, InterruptedException;
    }

    /** The same runner, with checks to be made before the first trial. */
    public Runner after(BeforeTrials checks) {
        beforeTrials = checks;
        return this;
    }

    /**
     * Runs everything.
     *
     * @param dir where to store it: made here, or an empty folder
     * @param programs to be run first
     * @param review whether it may stop after a round
     * @throws IOException that names the file that could not be written; earlier trials are kept
     * @throws InterruptedException where this process is told to end; earlier trials are kept
     */
    public RunResult run(
            Plan plan,
            RunRecord record,
            EnvironmentRecord environment,
            Path dir,
            ProgramRunner programs,
            RoundReview review)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        RunFiles.makeFolder(dir);
        try (var _ = RunLock.take(dir).orElseThrow(() -> new IOException("another process measures into " + dir))) {
            // The plan last: a folder that has it has all that a reader needs.
            RunFiles.write(dir.resolve(RunFiles.ENVIRONMENT), environment);
            RunFiles.write(dir.resolve(RunFiles.RUN), record);
            Long budgetMillis = record.stopping().timeBudgetMillis();
            Predicate<Duration> inTime = budgetMillis == null
                    ? left -> true
                    : left -> (System.nanoTime() - startNanos) / 1_000_000
                                    + left.toMillis()
                                    + Plan.judging(record.due().size()).toMillis()
                            <= budgetMillis;
            return carryOut(plan, record, List.of(), dir, programs, review, inTime);
        }
    }

    /** Runs everything, every round of it. */
    public RunResult run(Plan plan, RunRecord record, EnvironmentRecord environment, Path dir, ProgramRunner programs)
            throws IOException, InterruptedException {
        return run(plan, record, environment, dir, programs, RoundReview.NEVER_STOP);
    }

    /**
     * Goes on with a run that was cut off: what had ended stays as it is, what was in flight is measured anew. It takes as
     * long as it takes: a budget of time was for the run as it was planned.
     *
     * @param lock of the run's directory, held by the caller since before it read what is stored
     * @param plan the run's own
     * @param stored what had ended
     * @param resumption when and why; stored before anything else happens
     * @param programs the run's own; those that had ended are not run again
     * @throws IOException as {@link #run}
     * @throws InterruptedException as {@link #run}
     */
    public RunResult resume(
            RunLock lock,
            Plan plan,
            StoredRun stored,
            RunRecord.Resumption resumption,
            ProgramRunner programs,
            RoundReview review)
            throws IOException, InterruptedException {
        Objects.requireNonNull(lock);
        Path dir = stored.dir();
        RunFiles.removeDrafts(dir);
        RunRecord record = stored.run().with(resumption);
        RunFiles.write(dir.resolve(RunFiles.RUN), record);
        List<Trial> completed =
                stored.trials().stream().filter(Trial::completed).toList();
        completed.forEach(trial -> targetsStarted.add(trial.condition().target()));
        // A run that was begun without metrics goes on without.
        recording &= completed.isEmpty() || completed.stream().anyMatch(trial -> hasMetrics(dir, trial));
        return carryOut(plan, record, stored.trials(), dir, programs, review, left -> true);
    }

    /**
     * Runs trials that are planned one after another. The plan in the run's record grows with them, so that whoever reads the run
     * at any time finds the trial in flight in it, and no others that are missing.
     *
     * @param lock of the run's directory, held by the caller
     * @param targets that may be measured
     * @param record with the trials that have been planned
     * @param ended those of them that have ended
     * @param dir where environment and record are stored
     * @param source of the others
     * @throws IOException as {@link #run}
     * @throws InterruptedException as {@link #run}
     */
    public RunResult explore(
            RunLock lock, List<Target> targets, RunRecord record, List<Trial> ended, Path dir, TrialSource source)
            throws IOException, InterruptedException {
        Objects.requireNonNull(lock);
        long startNanos = System.nanoTime();
        var trials = new ArrayList<>(ended);
        var planned = new ArrayList<PlannedTrial>();
        Map<String, PlannedTrial> plannedById =
                record.plan().stream().collect(Collectors.toMap(PlannedTrial::id, Function.identity()));
        ended.forEach(trial -> {
            planned.add(Objects.requireNonNull(plannedById.get(trial.id()), trial.id()));
            if (trial.completed()) {
                targetsStarted.add(trial.condition().target());
            }
        });
        var pace = new Pace();
        try (var metrics = metricsOf(record);
                var prometheus = new PrometheusTargets(dir, listener::noted);
                var database =
                        new RunDatabase(this.programs, bounds, dir.resolve(RunFiles.DATABASE_LOG), databaseUrl)) {
            show(metrics, prometheus);
            metrics.rehearse(dir);
            while (true) {
                Optional<PlannedTrial> next =
                        source.next(List.copyOf(trials), Duration.ofNanos(System.nanoTime() - startNanos));
                if (next.isEmpty()) {
                    break;
                }
                planned.add(next.get());
                RunFiles.write(dir.resolve(RunFiles.RUN), record.with(planned));
                long trialNanos = System.nanoTime();
                var plan = new Plan(Profile.QUICK, record.seed(), targets, List.copyOf(planned));
                int total = source.total(trials);
                Ended now = measure(next.get(), trials.size(), total, plan, dir, metrics, database);
                trials.add(now.trial);
                pace.took(next.get(), Duration.ofNanos(System.nanoTime() - trialNanos));
                int left = Math.max(0, source.total(trials) - trials.size());
                listener.ended(
                        now.trial,
                        trials.size(),
                        trials.size() + left,
                        now.medianNanosByRequest,
                        pace.left(Collections.nCopies(left, next.get())));
            }
            metrics.assemble(dir);
        }
        Checksums.write(dir);
        return new RunResult(dir, List.copyOf(trials));
    }

    private RunResult carryOut(
            Plan plan,
            RunRecord record,
            List<Trial> ended,
            Path dir,
            ProgramRunner programs,
            RoundReview review,
            Predicate<Duration> inTime)
            throws IOException, InterruptedException {
        Map<String, Trial> endedById = ended.stream().collect(Collectors.toMap(Trial::id, Function.identity()));
        var trials = new ArrayList<Trial>();
        try (var metrics = metricsOf(record);
                var prometheus = new PrometheusTargets(dir, listener::noted);
                var database =
                        new RunDatabase(this.programs, bounds, dir.resolve(RunFiles.DATABASE_LOG), databaseUrl)) {
            show(metrics, prometheus);
            programs.run(dir, listener);
            shared = TrialsShared.of(RunChecker.ceiling(beforeTrials.check(dir)));
            metrics.rehearse(dir);
            var pace = new Pace();
            List<PlannedTrial> due = record.due();
            var disturbed = new DisturbedTrials(dir, due.size(), record.rounds());
            for (int index = 0; index < due.size(); index++) {
                PlannedTrial planned = due.get(index);
                Trial before = endedById.get(planned.id());
                if (before != null) {
                    trials.add(before);
                } else {
                    long startNanos = System.nanoTime();
                    Ended now = measure(planned, index, due.size(), plan, dir, metrics, database);
                    pace.took(planned, Duration.ofNanos(System.nanoTime() - startNanos));
                    Optional<Trial.Finding> disturbance = measuringDisturbedAgain
                            ? disturbed.disturbance(now.trial, trials.isEmpty() ? null : trials.getLast())
                            : Optional.empty();
                    if (disturbance.isPresent() && inTime.test(pace.left(mustFollow(record, due, index)))) {
                        listener.noted(planned.id() + " was disturbed and is measured again: "
                                + disturbance.get().check() + ", "
                                + disturbance.get().detail());
                        shared.forget(planned.condition().id(), disturbed.setAside(folder(dir, planned.id())));
                        now = measure(planned, index, due.size(), plan, dir, metrics, database);
                    }
                    trials.add(now.trial);
                    listener.ended(
                            now.trial,
                            index + 1,
                            due.size(),
                            now.medianNanosByRequest,
                            pace.left(due.subList(index + 1, due.size())));
                }
                boolean lastOfRound =
                        index + 1 < due.size() && due.get(index + 1).round() > planned.round();
                // Of rounds before a cut, all but the last have been reviewed.
                if (lastOfRound && !endedById.containsKey(due.get(index + 1).id())) {
                    boolean mayStop = planned.round() >= record.stopping().roundsAtLeast();
                    Optional<RunRecord.Stop> stop =
                            stop(planned.round(), due, review, pace, left -> !mayStop || inTime.test(left));
                    if (stop.isPresent()) {
                        RunFiles.write(dir.resolve(RunFiles.RUN), record.with(stop.get()));
                        listener.noted(stop.get().detail());
                        break;
                    }
                }
            }
            metrics.assemble(dir);
        }
        Checksums.write(dir);
        return new RunResult(dir, List.copyOf(trials));
    }

    /** Measures a trial and stores it: its record last, when all that it speaks of is on the disk. */
    private Ended measure(
            PlannedTrial planned, int index, int total, Plan plan, Path dir, RunMetrics metrics, RunDatabase database)
            throws IOException, InterruptedException {
        Path folder = folder(dir, planned.id());
        RunFiles.removeFolder(folder); // what a trial that was cut off has left
        RunFiles.makeFolder(folder);
        listener.started(planned, index + 1, total);
        metrics.begin(planned, folder);
        Ended ended = run(planned, target(plan, planned), folder, plan.seed() + index, metrics, database);
        metrics.end();
        RunFiles.settle(folder);
        RunFiles.write(folder.resolve(RunFiles.TRIAL), ended.trial);
        return ended;
    }

    private static Optional<RunRecord.Stop> stop(
            int round, List<PlannedTrial> due, RoundReview review, Pace pace, Predicate<Duration> inTime)
            throws IOException {
        Optional<RunRecord.Stop> decided = review.after(round);
        if (decided.isPresent()) {
            return decided;
        }
        List<PlannedTrial> next =
                due.stream().filter(planned -> planned.round() == round + 1).toList();
        return inTime.test(pace.left(next))
                ? Optional.empty()
                : Optional.of(new RunRecord.Stop(
                        round,
                        RunRecord.StopReason.TIME_BUDGET,
                        "stopped after round " + round + ": another would not have ended within the time budget"));
    }

    private static Path folder(Path dir, String trialId) {
        return dir.resolve(RunFiles.TRIALS).resolve(trialId);
    }

    /** From a trial on, what is carried out however late it is: the rest of its round, and of the rounds that a run has at least. */
    private static List<PlannedTrial> mustFollow(RunRecord record, List<PlannedTrial> due, int index) {
        int last = Math.max(due.get(index).round(), record.stopping().roundsAtLeast());
        return due.subList(index, due.size()).stream()
                .filter(planned -> planned.round() <= last)
                .toList();
    }

    private static boolean hasMetrics(Path dir, Trial trial) {
        return Files.exists(folder(dir, trial.id()).resolve(RunFiles.TRIAL_METRICS));
    }

    /** By its id: a folder's name is the user's own, and the meters may be given away. */
    private RunMetrics metricsOf(RunRecord record) {
        return new RunMetrics(record.id(), recording, listener::noted);
    }

    /** First of all, since Prometheus takes seconds to notice. */
    private static void show(RunMetrics metrics, PrometheusTargets prometheus) {
        try {
            prometheus.show(metrics.listen());
        } catch (IOException e) {
            prometheus.cannotBeSeen(e);
        }
    }

    private Ended run(
            PlannedTrial planned, Target target, Path folder, long seed, RunMetrics metrics, RunDatabase database)
            throws IOException, InterruptedException {
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String earlier = startFailureByTarget.get(target.name());
        if (earlier != null) {
            return failed(planned, startedAt, "not tried: in " + earlier);
        }
        try (var trial = new TrialRunner(
                programs, bounds, logCounter, metrics, database, shared, planned, target, folder, seed)) {
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
                        measured.backgroundTasks(),
                        measured.observer(),
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
}
