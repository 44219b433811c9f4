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
 * @param findings of the machine and of the tools, once for the whole run
 * @param conclusions what can be concluded on this machine, and why
 * @param trials those that ended
 * @param disturbed those that were measured again, as they were the first time
 */
@JsonPropertyOrder({
    "schema",
    "run",
    "planned",
    "missing",
    "stopped",
    "resumptions",
    "findings",
    "conclusions",
    "trials",
    "disturbed"
})
public record TrustFile(
        int schema,
        String run,
        int planned,
        List<String> missing,
        RunRecord.@Nullable Stop stopped,
        List<RunRecord.Resumption> resumptions,
        List<FindingEntry> findings,
        List<Conclusions.Entry> conclusions,
        List<Entry> trials,
        List<Entry> disturbed) {
    public static final int SCHEMA = 2;

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
     * @param state PASSED, FAILED or UNKNOWN
     * @param detail what it saw
     */
    @JsonPropertyOrder({"check", "state", "detail"})
    public record FindingEntry(String check, String state, String detail) {}

    static TrustFile of(StoredRun run) {
        return new TrustFile(
                SCHEMA,
                run.run().id(),
                run.run().due().size(),
                run.missing().stream().map(PlannedTrial::id).toList(),
                run.run().stopped(),
                run.run().resumptions(),
                entries(run.checks().findings()),
                Conclusions.ofRun(run).stream().map(Conclusions.Entry::of).toList(),
                run.trials().stream().map(TrustFile::entry).toList(),
                run.disturbed().stream().map(TrustFile::entry).toList());
    }

    private static Entry entry(Trial trial) {
        return new Entry(
                trial.id(),
                trial.condition().experiment(),
                trial.condition().target(),
                trial.round(),
                trial.outcome(),
                trial.message(),
                entries(trial.findings()));
    }

    private static List<FindingEntry> entries(List<Trial.Finding> findings) {
        return findings.stream()
                .map(finding ->
                        new FindingEntry(finding.check().name(), finding.state().name(), finding.detail()))
                .toList();
    }
}
