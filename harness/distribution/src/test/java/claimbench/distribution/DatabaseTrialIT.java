package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.gatlinglog.GatlingLog;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Machine;
import claimbench.harness.run.ProgramRunner;
import claimbench.harness.run.RunListener;
import claimbench.harness.run.RunResult;
import claimbench.harness.run.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that need a database are given one, and it is the same for all of them. */
class DatabaseTrialIT {
    @TempDir
    Path folder;

    @Test
    void databaseIsStartedOnceForTheTrialsThatNeedItAndSampledWithThem() throws Exception {
        List<PlannedTrial> trials = Stream.of("event-loop", "virtual-threads")
                .map(target -> new PlannedTrial("trial-" + target, 1, condition(target)))
                .toList();
        var plan = new Plan(
                Profile.QUICK,
                1,
                trials.stream()
                        .map(trial ->
                                TargetCatalogue.find(trial.condition().target()).orElseThrow())
                        .toList(),
                trials);
        Path dir = folder.resolve("run");
        EnvironmentRecord environment = Machine.describe(folder);
        var installation = new Installation(Product.home().resolve("lib"));

        RunResult result = new Runner(installation, null, Bounds.DEFAULT, GatlingLog::count, new Silence())
                .run(plan, record(plan), environment, dir, ProgramRunner.none());

        for (Trial trial : result.trials()) {
            assertThat(trial.completed()).as(trial.message()).isTrue();
            assertThat(trial.requests().values())
                    .allSatisfy(count -> assertThat(count.answered()).isPositive())
                    .allSatisfy(count -> assertThat(count.failed()).isZero());
            assertThat(dir.resolve(RunFiles.TRIALS).resolve(trial.id()).resolve(RunFiles.SAMPLES))
                    .content()
                    .containsPattern("(?m)^\\d+,database,\\d+,[1-9]\\d*,[1-9]\\d*,[1-9]\\d*,$");
        }
        assertThat(Files.readAllLines(dir.resolve(RunFiles.DATABASE_LOG)))
                .filteredOn(line -> line.startsWith("ready "))
                .hasSize(1);
    }

    private static Condition condition(String target) {
        return new Condition(
                "database",
                target,
                "database",
                Map.of(),
                Workload.closed(2, 1_000, 3_000),
                new CpuSets(List.of(), List.of(), List.of()));
    }

    private static RunRecord record(Plan plan) {
        return new RunRecord(
                RunRecord.SCHEMA,
                "run",
                "2026-11-20T00:00:00Z",
                "quick",
                plan.seed(),
                List.of(),
                List.of(),
                Map.of(),
                plan.trials(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                RunRecord.EMBEDDED,
                null,
                List.of());
    }

    private static final class Silence implements RunListener {
        @Override
        public void started(PlannedTrial trial, int number, int total) {}

        @Override
        public void noted(String note) {}

        @Override
        public void ended(Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {}
    }
}
