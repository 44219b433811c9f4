package claimbench.harness.report;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code comparisons.json}: every figure with what each trial gave to it.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param level of confidence of all verdicts together
 * @param comparisons in the order of the verdicts
 */
@JsonPropertyOrder({"schema", "run", "level", "comparisons"})
public record ComparisonsFile(int schema, String run, double level, List<Entry> comparisons) {
    public static final int SCHEMA = 1;

    /**
     * One figure.
     *
     * @param claim its id
     * @param caseLabel which case of the claim
     * @param baseline request compared with; null where the quantity compares nothing
     * @param treatment request compared; null where the quantity compares nothing
     * @param value the estimate
     * @param low lower end; null for one trial
     * @param high upper end; null for one trial
     * @param level of confidence of this interval
     * @param perTrial what it was made from
     */
    @JsonPropertyOrder({
        "claim",
        "caseLabel",
        "target",
        "quantity",
        "baseline",
        "treatment",
        "value",
        "low",
        "high",
        "level",
        "perTrial"
    })
    public record Entry(
            String claim,
            String caseLabel,
            String target,
            String quantity,
            @Nullable String baseline,
            @Nullable String treatment,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            double level,
            List<Row.Sample> perTrial) {}

    static ComparisonsFile of(String run, List<Verdict> verdicts) {
        return new ComparisonsFile(
                SCHEMA,
                run,
                Judge.LEVEL,
                verdicts.stream()
                        .flatMap(verdict -> verdict.shownRows().stream().map(row -> entry(verdict, row)))
                        .toList());
    }

    private static Entry entry(Verdict verdict, Row row) {
        Evidence evidence = row.evidence();
        return new Entry(
                verdict.claim().id(),
                row.caseLabel(),
                evidence.target(),
                evidence.quantity(),
                row.measure().baseline(),
                row.measure().treatment(),
                evidence.value(),
                evidence.low(),
                evidence.high(),
                verdict.level(),
                row.samples());
    }
}
