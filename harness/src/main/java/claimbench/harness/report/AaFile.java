package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code aa.json}: the condition that was measured twice, compared with itself.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param ruling {@code WITHIN_NOISE} is what an honest run gives
 * @param compared how many figures have an interval
 * @param different how many of those are different, each looked at by itself
 * @param falsePositiveRate the share of them; null where none was compared
 * @param figures all that were compared, with what each round gave
 */
@JsonPropertyOrder({
    "schema",
    "run",
    "experiment",
    "target",
    "level",
    "ruling",
    "compared",
    "different",
    "falsePositiveRate",
    "figures"
})
public record AaFile(
        int schema,
        String run,
        String experiment,
        String target,
        double level,
        AaComparison.Ruling ruling,
        int compared,
        int different,
        @Nullable Double falsePositiveRate,
        List<AaComparison.Figure> figures) {
    public static final int SCHEMA = 1;

    static AaFile of(String run, AaComparison aa) {
        return new AaFile(
                SCHEMA,
                run,
                aa.experiment(),
                aa.target(),
                aa.level(),
                aa.ruling(),
                aa.compared(),
                aa.different(),
                aa.compared() == 0 ? null : (Double) aa.falsePositiveRate(),
                aa.figures());
    }
}
