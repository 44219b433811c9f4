package claimbench.harness.report;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.OpenPoint;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.ShownRow;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.TrustCheck;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * @param level of confidence of the intervals: among several claims of a run, higher than the run's (Holm)
     * @param open what could not be decided, and why; left out where all was
     * @param evidence figures; empty where a program shows the claim
     * @param beside the same of targets that the claim does not speak of, which decided nothing; left out where there are none
     * @param shown figures beside the evidence, which decided nothing; left out where there are none
     * @param traces what that program did; empty where figures were measured
     * @param maps where it is true, in words; the points are in {@code maps.json}
     * @param zh reason and conditions in Chinese; null in runs of earlier versions
     */
    @JsonPropertyOrder({
        "claim",
        "verdict",
        "basis",
        "level",
        "reason",
        "open",
        "conditions",
        "evidence",
        "beside",
        "shown",
        "traces",
        "maps",
        "zh"
    })
    public record Entry(
            String claim,
            String verdict,
            String basis,
            double level,
            String reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OpenEntry> open,
            List<String> conditions,
            List<Evidence> evidence,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Evidence> beside,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShownEntry> shown,
            List<TraceEntry> traces,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MapEntry> maps,
            @Nullable Chinese zh) {
        @SuppressWarnings({"NullAway", "ConstantValue"}) // left out where there are none
        public Entry {
            beside = beside == null ? List.of() : List.copyOf(beside);
            shown = shown == null ? List.of() : List.copyOf(shown);
            maps = maps == null ? List.of() : List.copyOf(maps);
            open = open == null ? List.of() : List.copyOf(open);
        }
    }

    /** What stands in an entry in English, in Chinese. */
    @JsonPropertyOrder({"reason", "conditions"})
    public record Chinese(String reason, List<String> conditions) {}

    /**
     * Something that could not be decided.
     *
     * @param kind of cause: {@code check}, {@code failed}, {@code one-trial}, {@code interval} or another
     * @param check the trust check that failed; null where the cause is another one
     * @param cause with the number of trials that have it
     * @param means what that means for the claim
     * @param remedy what helps
     * @param targets on which
     * @param cases of the claim, or places of a map
     * @param trials that have it, of so many; 0 where it does not lie in single trials
     * @param first of these trials, by id; empty where there is none
     * @param seen what was seen there, in English
     */
    @JsonPropertyOrder({"kind", "check", "cause", "means", "remedy", "targets", "cases", "trials", "of", "first", "seen"
    })
    public record OpenEntry(
            String kind,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String check,

            Text cause,
            Text means,
            Text remedy,
            List<String> targets,
            List<Text> cases,
            int trials,
            int of,
            String first,
            String seen) {
        static OpenEntry of(OpenPoint open) {
            TrustCheck check = open.check();
            return new OpenEntry(
                    open.kind().wireName(),
                    check == null ? null : check.name(),
                    open.cause(),
                    OpenSection.meaning(open),
                    OpenSection.remedy(open),
                    open.targets(),
                    open.cases(),
                    open.trials(),
                    open.of(),
                    open.where(),
                    open.detail());
        }
    }

    /**
     * A figure beside the evidence, of which no verdict is made.
     *
     * @param target that was measured
     * @param quantity wire name of what was measured
     * @param parameters of the scenario, and of this figure
     * @param value the estimate over trials; null where there is none
     * @param low lower end of the interval; null for one trial, or none
     * @param high upper end of the interval; null for one trial, or none
     * @param trials how many trials it rests on
     * @param missing why it has no value; left out where it has one
     */
    @JsonPropertyOrder({"target", "quantity", "parameters", "value", "low", "high", "trials", "missing"})
    public record ShownEntry(
            String target,
            Quantity quantity,
            Map<String, Object> parameters,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            int trials,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Text missing) {
        static ShownEntry of(ShownRow row) {
            return new ShownEntry(
                    row.target(),
                    row.shown().quantity(),
                    row.parameters(),
                    row.value(),
                    row.low(),
                    row.high(),
                    row.trials(),
                    row.missing());
        }
    }

    /** A map in words, in both languages. */
    @JsonPropertyOrder({"sweep", "en", "zh"})
    public record MapEntry(String sweep, String en, String zh) {}

    /**
     * What a program did for one case of a claim.
     *
     * @param subject what ran it
     * @param caseLabel which case
     * @param scene which part of the program
     * @param asExpected whether all lines are those expected
     * @param runs in how many processes, all with the same lines
     */
    @JsonPropertyOrder({"subject", "caseLabel", "scene", "asExpected", "trace", "expected", "runs"})
    public record TraceEntry(
            String subject,
            String caseLabel,
            String scene,
            boolean asExpected,
            List<String> trace,
            List<String> expected,
            int runs) {}

    static VerdictsFile of(String run, List<Verdict> verdicts) {
        return new VerdictsFile(
                SCHEMA, run, verdicts.stream().map(VerdictsFile::entry).toList());
    }

    private static Entry entry(Verdict verdict) {
        return new Entry(
                verdict.claim().id(),
                verdict.ruling().name(),
                verdict.basis().name().toLowerCase(Locale.ROOT),
                verdict.level(),
                verdict.reason(),
                verdict.open().stream().map(OpenEntry::of).toList(),
                verdict.conditions(),
                verdict.rows().stream().map(Row::evidence).toList(),
                verdict.beside().stream().map(Row::evidence).toList(),
                verdict.shown().stream().map(ShownEntry::of).toList(),
                verdict.traces().stream().map(VerdictsFile::entry).toList(),
                verdict.maps().stream()
                        .filter(map -> !map.points().isEmpty())
                        .map(map -> new MapEntry(
                                map.sweep().id(),
                                map.sentence().en(),
                                map.sentence().zh()))
                        .toList(),
                new Chinese(
                        verdict.because().zh(),
                        verdict.given().stream().map(Text::zh).toList()));
    }

    private static TraceEntry entry(TraceRow row) {
        return new TraceEntry(
                row.subject(),
                row.caseLabel(),
                row.expected().scene(),
                row.asExpected(),
                row.trace(),
                row.expected().lines(),
                row.runs());
    }
}
