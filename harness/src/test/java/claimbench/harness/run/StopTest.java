package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run may end before its last round: it says why, and is whole all the same. */
class StopTest {
    private static final RunRecord.Stop DECIDED = new RunRecord.Stop(1, RunRecord.StopReason.DECIDED, "in words");
    private static final RunRecord.Stop STORED = new RunRecord.Stop(1, RunRecord.StopReason.DECIDED, "in words", 2);

    @TempDir
    private Path folder;

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void runStopsAfterTheRoundInWhichItsReviewSaysSo() throws Exception {
        Path dir = run(DummyCutOffHarness.record(), Optional.of(DECIDED));

        StoredRun stored = StoredRun.load(dir);
        assertThat(stored.run().stopped()).isEqualTo(STORED);
        assertThat(stored.trials()).hasSize(2).extracting(Trial::round).containsOnly(1);
        assertThat(stored.run().plan()).hasSize(4);
        assertThat(stored.finished()).isTrue();
        assertThat(stored.missing()).isEmpty();
    }

    @Test
    void reviewIsAskedAfterEachRoundButTheLast() throws Exception {
        Path dir = run(DummyCutOffHarness.record(), Optional.empty());

        assertThat(asked).containsExactly(1);
        assertThat(StoredRun.load(dir).trials()).hasSize(4);
        assertThat(StoredRun.load(dir).run().stopped()).isNull();
    }

    @Test
    void runThatWasCutOffBeforeItsStopWasStoredStopsWhenItGoesOn() throws Exception {
        Path dir = run(DummyCutOffHarness.record(), Optional.of(DECIDED));
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        RunFiles.write(dir.resolve(RunFiles.RUN), DummyCutOffHarness.record());

        RunResult result = DummyCutOffHarness.resume(dir, round -> review(round, Optional.of(DECIDED)));

        assertThat(asked).containsExactly(1, 1);
        assertThat(result.trials()).hasSize(2);
        assertThat(StoredRun.load(dir).run().stopped()).isEqualTo(STORED);
        assertThat(StoredRun.load(dir).run().resumptions()).hasSize(1);
    }

    @Test
    void roundThatWouldNotEndWithinTheBudgetIsNotBegun() throws Exception {
        Path dir = run(DummyCutOffHarness.record().with(new RunRecord.Stopping(false, 1L)), Optional.empty());

        StoredRun stored = StoredRun.load(dir);
        assertThat(stored.trials()).hasSize(2);
        assertThat(stored.finished()).isTrue();
        RunRecord.Stop stop = Objects.requireNonNull(stored.run().stopped());
        assertThat(stop.reason()).isEqualTo(RunRecord.StopReason.TIME_BUDGET);
        assertThat(stop.round()).isEqualTo(1);
        assertThat(stop.detail()).contains("after round 1", "time budget");
        assertThat(stop.trialsSaved()).isEqualTo(2);
    }

    @Test
    void roundsThatARunHasAtLeastAreCarriedOutThoughTheBudgetIsOver() throws Exception {
        Path dir = run(DummyCutOffHarness.record().with(new RunRecord.Stopping(false, 1L, 2)), Optional.empty());

        StoredRun stored = StoredRun.load(dir);
        assertThat(stored.trials()).hasSize(4);
        assertThat(stored.run().stopped()).isNull();
    }

    private Path run(RunRecord record, Optional<RunRecord.Stop> answer) throws Exception {
        Path dir = folder.resolve("run");
        DummyCutOffHarness.runner()
                .run(
                        DummyCutOffHarness.plan(),
                        record,
                        RunnerTest.ENVIRONMENT,
                        dir,
                        DummyCutOffHarness.programs(),
                        round -> review(round, answer));
        return dir;
    }

    private Optional<RunRecord.Stop> review(int round, Optional<RunRecord.Stop> answer) {
        asked.add(round);
        return answer;
    }
}
