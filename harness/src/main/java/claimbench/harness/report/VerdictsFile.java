package claimbench.harness.report;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;

/**
 * {@code verdicts.json}.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param verdicts in the order of the catalogue
 */
@JsonPropertyOrder({"schema", "run", "verdicts"})
public record VerdictsFile(int schema, String run, List<Entry> verdicts) {
    public static final int SCHEMA = 1;

    /**
     * One verdict.
     *
     * @param claim its id
     * @param verdict the ruling
     * @param basis {@code analogy} or {@code direct}
     */
    @JsonPropertyOrder({"claim", "verdict", "basis", "reason", "conditions", "evidence"})
    public record Entry(
            String claim,
            String verdict,
            String basis,
            String reason,
            List<String> conditions,
            List<Evidence> evidence) {}

    static VerdictsFile of(String run, List<Verdict> verdicts) {
        return new VerdictsFile(
                SCHEMA, run, verdicts.stream().map(VerdictsFile::entry).toList());
    }

    private static Entry entry(Verdict verdict) {
        return new Entry(
                verdict.claim().id(),
                verdict.ruling().name(),
                verdict.basis().name().toLowerCase(Locale.ROOT),
                verdict.reason(),
                verdict.conditions(),
                verdict.rows().stream().map(Row::evidence).toList());
    }
}
