package claimbench.harness.claim;

import claimbench.harness.capacity.Objective;
import claimbench.harness.capacity.Pace;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrialMeters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** What the judge may know of a run. */
public interface Observations {

    /** The targets that the user asked for, by name, in the order of tables; all of them where the user named none. */
    List<String> targetsAsked();

    /** Every trial that was meant to be, but for those that were called off. */
    List<PlannedTrial> plan();

    /** Every trial that ended, failed ones included. */
    List<Trial> trials();

    /** What was found once for the whole run, of the machine and of the tools. */
    default List<Trial.Finding> findings() {
        return List.of();
    }

    /** Response times in nanoseconds of the successful requests of one name; empty where there were none. */
    Histogram responses(Trial trial, String requestName);

    /** Times to the first token in nanoseconds of the good streams of one name; empty where there were none. */
    default Histogram firstTokens(Trial trial, String requestName) {
        return new Histogram(3);
    }

    /** Times from one token to the next in nanoseconds, of the good streams of one name; empty where there were none. */
    default Histogram tokenGaps(Trial trial, String requestName) {
        return new Histogram(3);
    }

    /** What the trial's target said of its process, each second. */
    default TrialMeters meters(Trial trial) {
        return TrialMeters.none();
    }

    /** How many cores the harness, and whatever is not pinned, may use. */
    int coresOfMachine();

    /**
     * What the target said of its own pools, queues and loops in this trial.
     *
     * @return by name; empty where it was not recorded
     */
    Map<String, Object> settings(Trial trial) throws IOException;

    /** Where a target was already running, so that it was neither started nor pinned; empty for the others. */
    Optional<String> url(String target);

    /** How often the programs that show claims were to be run, by what runs them. */
    default Map<String, Integer> programRunsPlanned() {
        return Map.of();
    }

    /** Every run of programs that ended, failed ones included. */
    default List<ProgramRun> programRuns() {
        return List.of();
    }

    /** The level of confidence that all verdicts of the run together are to have, at this look at it. */
    default double level() {
        return Judge.LEVEL;
    }

    /** How many cores the target may use in this trial; empty where that is not known. */
    default OptionalInt coresOfTarget(Trial trial) {
        List<Integer> pinned = trial.condition().cpus().target();
        return url(trial.condition().target()).isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(pinned.isEmpty() ? coresOfMachine() : pinned.size());
    }

    /**
     * Whether the target kept up with an open load: a latency above capacity says how long the queue has grown, and nothing of the
     * target.
     */
    default boolean keptUp(Trial trial) {
        return true;
    }

    /** What was stored of a run. */
    static Observations of(StoredRun run) {
        return new Observations() {
            private final Map<String, TrialMeters> metersByTrial = new ConcurrentHashMap<>();

            @Override
            public List<String> targetsAsked() {
                return run.run().targets();
            }

            @Override
            public List<PlannedTrial> plan() {
                return run.run().due();
            }

            @Override
            public Map<String, Integer> programRunsPlanned() {
                return run.run().programRuns();
            }

            @Override
            public List<ProgramRun> programRuns() {
                return run.programRuns();
            }

            @Override
            public List<Trial> trials() {
                return run.trials();
            }

            @Override
            public double level() {
                RunRecord record = run.run();
                return record.stopping().early()
                        ? EarlyStop.level(Judge.LEVEL, record.rounds(), run.wholeRounds())
                        : Judge.LEVEL;
            }

            @Override
            public List<Trial.Finding> findings() {
                return run.checks().findings();
            }

            @Override
            public Histogram responses(Trial trial, String requestName) {
                return run.responses(trial, requestName);
            }

            @Override
            public Histogram firstTokens(Trial trial, String requestName) {
                return run.firstTokens(trial, requestName);
            }

            @Override
            public Histogram tokenGaps(Trial trial, String requestName) {
                try {
                    return run.tokenGaps(trial).getOrDefault(requestName, new Histogram(3));
                } catch (StoredRunException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public TrialMeters meters(Trial trial) {
                // Several figures are made of the same readings.
                return metersByTrial.computeIfAbsent(trial.id(), id -> {
                    try {
                        return run.meters(trial);
                    } catch (StoredRunException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }

            @Override
            public boolean keptUp(Trial trial) {
                Path log =
                        run.dir().resolve(RunFiles.TRIALS).resolve(trial.id()).resolve(RunFiles.RESPONSES);
                try {
                    return Objective.DEFAULT.missed(Pace.of(log, trial)).isEmpty();
                } catch (StoredRunException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public int coresOfMachine() {
                return run.environment().cores().size();
            }

            @Override
            public Optional<String> url(String target) {
                return Optional.ofNullable(run.run().targetUrls().get(target));
            }

            @Override
            public Map<String, Object> settings(Trial trial) throws IOException {
                return run.about(trial).map(about -> about.settings()).orElse(Map.of());
            }
        };
    }
}
