package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.harness.experiment.Plan;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A trial that something beside it disturbed is measured again, once, and by a rule that looks at no figure. */
class DisturbedTrialsTest {
    private static final Set<TrustCheck> DISTURBANCES =
            Set.of(TrustCheck.STEAL, TrustCheck.OTHER_LOAD, TrustCheck.HARNESS_CPU);

    /** Long enough for the kernel's count of busy cores to be of use. */
    private static final int WINDOW_MILLIS = 1_000;

    @TempDir
    private Path dir;

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void onlyAFailedCheckOfDisturbancesHasATrialMeasuredAgain(TrustCheck check) throws Exception {
        Trial trial = trial("001-a", finding(check, Finding.State.FAILED));

        assertThat(new DisturbedTrials(dir, 20, 1).disturbance(trial, null).isPresent())
                .isEqualTo(DISTURBANCES.contains(check));
    }

    @Test
    void checkThatPassedOrCouldNotBeKnownIsNoReason() throws Exception {
        Trial trial = trial(
                "001-a",
                finding(TrustCheck.STEAL, Finding.State.PASSED),
                finding(TrustCheck.OTHER_LOAD, Finding.State.UNKNOWN));

        assertThat(new DisturbedTrials(dir, 20, 1).disturbance(trial, null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STEAL", "OTHER_LOAD", "HARNESS_CPU"})
    void trialThatFailedAnythingElseTooStandsAsItIs(TrustCheck check) throws Exception {
        Trial trial =
                trial("001-a", finding(TrustCheck.STEAL, Finding.State.FAILED), finding(check, Finding.State.FAILED));

        assertThat(new DisturbedTrials(dir, 20, 1).disturbance(trial, null)).isEmpty();
    }

    @Test
    void roundThatIsDisturbedALotLeavesSomethingForTheNext() throws Exception {
        var disturbed = new DisturbedTrials(dir, 60, 3);
        Finding steal = finding(TrustCheck.STEAL, Finding.State.FAILED);
        assertThat(disturbed.disturbance(trial("001-a", steal), null)).isPresent();
        disturbed.setAside(stored("001-a"));

        assertThat(disturbed.disturbance(trial("002-b", steal), null)).isEmpty();
        assertThat(disturbed.disturbance(trial(2, "021-a", steal), null)).isPresent();
    }

    @Test
    void disturbanceThatLastsSinceTheTrialBeforeIsNoReason() throws Exception {
        Trial before = trial("001-a", finding(TrustCheck.STEAL, Finding.State.FAILED));
        Trial same = trial("002-b", finding(TrustCheck.STEAL, Finding.State.FAILED));
        Trial other = trial(
                "002-b",
                finding(TrustCheck.OTHER_LOAD, Finding.State.FAILED),
                finding(TrustCheck.STEAL, Finding.State.FAILED));
        var disturbed = new DisturbedTrials(dir, 20, 1);

        assertThat(disturbed.disturbance(same, before)).isEmpty();
        assertThat(disturbed.disturbance(other, before).orElseThrow().check()).isEqualTo(TrustCheck.OTHER_LOAD);
    }

    @Test
    void trialIsMeasuredAgainOnce() throws Exception {
        Trial trial = trial("001-a", finding(TrustCheck.STEAL, Finding.State.FAILED));
        var disturbed = new DisturbedTrials(dir, 100, 1);

        disturbed.setAside(stored("001-a"));

        assertThat(disturbed.disturbance(trial, null)).isEmpty();
        assertThat(disturbed.disturbance(trial("002-b", finding(TrustCheck.STEAL, Finding.State.FAILED)), null))
                .isPresent();
    }

    @Test
    void oneTrialInTwentyIsMeasuredAgainAtMost() throws Exception {
        Trial trial = trial("009-z", finding(TrustCheck.STEAL, Finding.State.FAILED));
        var disturbed = new DisturbedTrials(dir, 40, 1);
        disturbed.setAside(stored("001-a"));
        assertThat(disturbed.disturbance(trial, null)).isPresent();
        disturbed.setAside(stored("002-b"));

        assertThat(disturbed.disturbance(trial, null)).isEmpty();
    }

    @Test
    void trialBesideANoisyNeighbourIsSetAsideWholeAndTheSecondOneCounts() throws Exception {
        Plan plan = RunnerTest.plan(WINDOW_MILLIS, DummyPrograms.target("honest"));

        try (var _ = NoisyNeighbour.start()) {
            runner().run(plan, RunnerTest.record(plan), RunnerTest.ENVIRONMENT, dir, ProgramRunner.none());
        }

        StoredRun run = StoredRun.load(dir);
        assumeThat(state(run.trials().getFirst(), TrustCheck.OTHER_LOAD))
                .as("the kernel shows how busy cores are")
                .isNotEqualTo(Finding.State.UNKNOWN);
        String id = plan.trials().getFirst().id();
        assertThat(run.trials()).extracting(Trial::id).containsExactly(id);
        assertThat(run.disturbed()).extracting(Trial::id).containsExactly(id);
        assertThat(state(run.disturbed().getFirst(), TrustCheck.OTHER_LOAD)).isEqualTo(Finding.State.FAILED);
        assertThat(Instant.parse(run.disturbed().getFirst().startedAt()))
                .isBefore(Instant.parse(run.trials().getFirst().startedAt()));
        assertThat(told.getFirst()).isEqualTo("started 1/1");
        assertThat(told.get(1)).startsWith("noted " + id + " was disturbed and is measured again: ");
        assertThat(told.subList(2, told.size())).containsExactly("started 1/1", "ended 1/1");
        assertThat(Files.readString(dir.resolve(RunFiles.CHECKSUMS)))
                .contains(RunFiles.DISTURBED + "/" + id + "/" + RunFiles.RESPONSES);
    }

    @Test
    void runThatIsNotAskedToMeasuresNothingAgain() throws Exception {
        Plan plan = RunnerTest.plan(WINDOW_MILLIS, DummyPrograms.target("honest"));

        try (var _ = NoisyNeighbour.start()) {
            plainRunner().run(plan, RunnerTest.record(plan), RunnerTest.ENVIRONMENT, dir, ProgramRunner.none());
        }

        assertThat(StoredRun.load(dir).disturbed()).isEmpty();
        assertThat(told).containsExactly("started 1/1", "ended 1/1");
    }

    @Test
    void runThatWasCutOffWhileItMeasuredAgainGoesOnAndStillMeasuresAgainOnce() throws Exception {
        Plan plan = RunnerTest.plan(WINDOW_MILLIS, DummyPrograms.target("honest"));
        PlannedTrial only = plan.trials().getFirst();
        plainRunner().run(plan, RunnerTest.record(plan), RunnerTest.ENVIRONMENT, dir, ProgramRunner.none());
        new DisturbedTrials(dir, 1, 1).setAside(dir.resolve(RunFiles.TRIALS).resolve(only.id()));
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        assertThat(StoredRun.load(dir).missing()).containsExactly(only);

        try (RunLock lock = RunLock.take(dir).orElseThrow();
                var _ = NoisyNeighbour.start()) {
            runner().resume(
                            lock,
                            plan,
                            StoredRun.load(dir),
                            new RunRecord.Resumption("2026-11-20T01:00:00Z", null, 0, only.id(), List.of()),
                            ProgramRunner.none(),
                            RoundReview.NEVER_STOP);
        }

        StoredRun run = StoredRun.load(dir);
        assertThat(run.trials()).extracting(Trial::id).containsExactly(only.id());
        assertThat(run.disturbed()).extracting(Trial::id).containsExactly(only.id());
        assertThat(run.finished()).isTrue();
    }

    private Runner runner() {
        return plainRunner().measuringDisturbedAgain();
    }

    private Runner plainRunner() {
        return new Runner(new DummyPrograms(), null, RunnerTest.BOUNDS, DummyPrograms::count, new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {
                told.add("started " + number + "/" + total);
            }

            @Override
            public void noted(String note) {
                told.add("noted " + note);
            }

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
                told.add("ended " + number + "/" + total);
            }
        });
    }

    private static Finding finding(TrustCheck check, Finding.State state) {
        return new Finding(check, state, "what it saw");
    }

    private static Finding.@Nullable State state(Trial trial, TrustCheck check) {
        return trial.findings().stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::state)
                .findFirst()
                .orElse(null);
    }

    private static Trial trial(String id, Finding... findings) {
        return trial(1, id, findings);
    }

    private static Trial trial(int round, String id, Finding... findings) {
        Trial plain = Trial.failed(
                new PlannedTrial(
                        id,
                        round,
                        RunnerTest.plan(WINDOW_MILLIS, DummyPrograms.target("honest"))
                                .trials()
                                .getFirst()
                                .condition()),
                Instant.EPOCH,
                "made up");
        return new Trial(
                plain.schema(),
                id,
                plain.condition(),
                plain.round(),
                plain.startedAt(),
                Trial.Outcome.COMPLETED,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                Arrays.asList(findings));
    }

    /** A folder of a trial that has ended. */
    private Path stored(String id) throws Exception {
        return Files.createDirectories(dir.resolve(RunFiles.TRIALS).resolve(id));
    }
}
