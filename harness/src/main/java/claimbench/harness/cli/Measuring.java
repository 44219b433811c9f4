package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.gatlinglog.GatlingLog;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Installation;
import claimbench.harness.run.RunResult;
import claimbench.harness.run.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * From a plan to its verdicts: the same for a run that begins and for one that goes on after it was cut off.
 *
 * @param databaseUrl of the user's own database, checked; null where there is none
 * @param dir the run's
 */
record Measuring(
        CommandLine command,
        Installation installation,
        @Nullable String databaseUrl,
        Path dir,
        Catalogue catalogue) {

    /** What is asked of the runner. */
    interface Way {
        RunResult go(Runner runner) throws IOException, InterruptedException;
    }

    /**
     * Measures, judges, reports.
     *
     * @param left the trials of the plan that are to be measured
     * @param planned how long these were to take
     * @param thorough whether the tools are to be checked for longer than a short run has time for
     * @return the exit code
     */
    int carryOut(Plan plan, List<PlannedTrial> left, Duration planned, boolean thorough, Way way)
            throws IOException, InterruptedException {
        PrintWriter terminal = command.getOut();
        var checking = Checking.of(installation, plan, thorough); // before this process has fewer cores
        Affinity.keepSelfTo(awayFromTarget(left));
        long startNanos = System.nanoTime();
        RunResult result;
        try (var progress = new Progress(terminal, plan);
                var _ = new Interruption(command.getErr(), dir)) {
            var runner = new Runner(installation, databaseUrl, Bounds.DEFAULT, GatlingLog::count, progress)
                    .measuringDisturbedAgain();
            result = way.go(left.isEmpty() ? runner : runner.after(folder -> checking.checks(folder, progress)));
        }
        if (!left.isEmpty()) {
            terminal.println("took " + Durations.text(Duration.ofNanos(System.nanoTime() - startNanos))
                    + ", checks and programs included; planned were about " + Durations.text(planned));
        }
        boolean sound = Judging.judge(StoredRun.load(dir), catalogue, terminal);
        return result.failed().isEmpty() && sound ? 0 : 1;
    }

    /** The cores of the load, where some trial keeps them from the target: there this process disturbs nothing either. */
    private static List<Integer> awayFromTarget(List<PlannedTrial> left) {
        return left.stream()
                .map(trial -> trial.condition().cpus())
                .filter(CpuSets::apart)
                .map(CpuSets::generator)
                .findFirst()
                .orElse(List.of());
    }
}
