package claimbench.harness.cli;

import claimbench.harness.capacity.CapacityPlan;
import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.experiment.Placement;
import claimbench.harness.experiment.Target;
import claimbench.harness.gatlinglog.GatlingLog;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * From what a search set out to do to its tables: the same for one that begins and for one that goes on.
 *
 * @param databaseUrl of the user's own database, checked; null where there is none
 * @param dir the run's
 * @param progress where it is told how the search goes on
 */
record Searching(
        CommandLine command,
        Installation installation,
        @Nullable String databaseUrl,
        Path dir,
        CapacitySettings settings,
        List<Target> targets,
        PrintWriter progress) {

    /**
     * Searches, compares, shows both tables.
     *
     * @param lock of the run's directory
     * @param ended trials that had ended before a cut
     * @return the exit code
     */
    int carryOut(RunLock lock, RunRecord record, EnvironmentRecord environment, List<Trial> ended)
            throws IOException, InterruptedException {
        measure(lock, record, environment, ended);
        StoredRun stored = StoredRun.load(dir).hiding(PrivateData.here());
        return CapacityOutcome.show(stored, settings, command.getOut()) ? 0 : 1;
    }

    /** Searches and compares. */
    void measure(RunLock lock, RunRecord record, EnvironmentRecord environment, List<Trial> ended)
            throws IOException, InterruptedException {
        CpuSets cpus = Placement.TARGET_ALONE.cpuSets(environment.cores(), environment.taskset());
        if (cpus.apart()) {
            Affinity.keepSelfTo(cpus.generator());
        }
        var plan = new CapacityPlan(settings, targets.stream().map(Target::name).toList(), cpus, record.seed(), dir);
        try (var _ = new Interruption(command.getErr(), dir)) {
            new Runner(installation, databaseUrl, Bounds.DEFAULT, GatlingLog::count, new SearchProgress(progress))
                    .explore(lock, targets, record, ended, dir, plan);
        }
    }
}
