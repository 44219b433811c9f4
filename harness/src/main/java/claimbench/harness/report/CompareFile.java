package claimbench.harness.report;

import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.Text;
import claimbench.harness.result.RunDifferences;
import claimbench.harness.result.StoredRun;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What {@code claimbench compare --json} prints: two runs side by side.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param a the one that is compared with
 * @param b the one that is compared
 * @param differences in what they differ before anything was measured
 * @param comparison what became of conditions and claims; its keys stand beside these
 * @param doubts why the exit code is not 0; empty where it is
 */
@JsonPropertyOrder({"schema", "a", "b", "differences", "comparison", "doubts"})
public record CompareFile(
        int schema,
        Side a,
        Side b,
        List<RunDifferences.Difference> differences,
        @JsonUnwrapped RunComparison comparison,
        List<Text> doubts) {
    public static final int SCHEMA = 1;

    /**
     * One of the two runs.
     *
     * @param dir its directory, as it was given
     * @param run its id
     * @param rounds how many were carried out as a whole
     * @param finished whether it ended by itself
     */
    @JsonPropertyOrder({"dir", "run", "rounds", "finished"})
    public record Side(String dir, String run, int rounds, boolean finished) {
        static Side of(StoredRun run) {
            return new Side(run.dir().toString(), run.run().id(), run.wholeRounds(), run.finished());
        }
    }

    /** The same without where the runs are kept, for whoever it is sent to. */
    CompareFile withoutDirectories() {
        return new CompareFile(
                schema,
                new Side(a.run(), a.run(), a.rounds(), a.finished()),
                new Side(b.run(), b.run(), b.rounds(), b.finished()),
                differences,
                comparison,
                doubts);
    }

    /** Puts together what was found. */
    public static CompareFile of(StoredRun a, StoredRun b, RunComparison comparison, List<Text> doubts) {
        return new CompareFile(
                SCHEMA,
                Side.of(a),
                Side.of(b),
                RunDifferences.of(a.run(), a.environment(), b.run(), b.environment()),
                comparison,
                doubts);
    }
}
