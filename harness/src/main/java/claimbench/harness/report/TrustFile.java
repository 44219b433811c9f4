package claimbench.harness.report;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trust.json}: what was checked of every trial.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param planned how many trials were meant to be, but for those that were called off
 * @param missing ids of those that have not ended, of a run that was cut off
 * @param stopped why the run ended before its last round; null where it did not
 * @param resumptions each time that it went on after it was cut off
 * @param trials those that ended
 */
@JsonPropertyOrder({"schema", "run", "planned", "missing", "stopped", "resumptions", "trials"})
public record TrustFile(
        int schema,
        String run,
        int planned,
        List<String> missing,
        RunRecord.@Nullable Stop stopped,
        List<RunRecord.Resumption> resumptions,
        List<Entry> trials) {
    public static final int SCHEMA = 1;

    /**
     * One trial.
     *
     * @param trial its id
     * @param message why it failed; null where it did not
     */
    @JsonPropertyOrder({"trial", "experiment", "target", "round", "outcome", "message", "findings"})
    public record Entry(
            String trial,
            String experiment,
            String target,
            int round,
            Trial.Outcome outcome,
            @Nullable String message,
            List<FindingEntry> findings) {}

    /**
     * One check.
     *
     * @param check its name
     * @param detail what it saw
     */
    @JsonPropertyOrder({"check", "passed", "detail"})
    public record FindingEntry(String check, boolean passed, String detail) {}

    static TrustFile of(StoredRun run) {
        return new TrustFile(
                SCHEMA,
                run.run().id(),
                run.run().due().size(),
                run.missing().stream().map(PlannedTrial::id).toList(),
                run.run().stopped(),
                run.run().resumptions(),
                run.trials().stream().map(TrustFile::entry).toList());
    }

    private static Entry entry(Trial trial) {
        return new Entry(
                trial.id(),
                trial.condition().experiment(),
                trial.condition().target(),
                trial.round(),
                trial.outcome(),
                trial.message(),
                trial.findings().stream()
                        .map(finding -> new FindingEntry(finding.check().name(), finding.passed(), finding.detail()))
                        .toList());
    }
}
