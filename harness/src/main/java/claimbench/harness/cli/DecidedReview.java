package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.EarlyStop;
import claimbench.harness.claim.Judge;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.RoundReview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stops a run once every interval that a claim rests on is decided. It judges what is stored, as 'report' would.
 *
 * @param dir the run's
 */
record DecidedReview(Path dir, Catalogue catalogue) implements RoundReview {

    /** For a run that may stop early; one that never does for others. */
    static RoundReview of(RunRecord record, Path dir, Catalogue catalogue) {
        return record.stopping().early() ? new DecidedReview(dir, catalogue) : NEVER_STOP;
    }

    @Override
    public Optional<RunRecord.Stop> after(int round) throws IOException {
        return round >= EarlyStop.FIRST_LOOK && EarlyStop.decided(Judge.judge(StoredRun.load(dir), catalogue))
                ? Optional.of(new RunRecord.Stop(
                        round,
                        RunRecord.StopReason.DECIDED,
                        "stopped after round " + round + ": every interval that a claim rests on was decided"))
                : Optional.empty();
    }
}
