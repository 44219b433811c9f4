package claimbench.harness.report;

import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.Text;
import claimbench.harness.result.RunDifferences;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param roundsPlanned how many it was to have
     * @param finished whether it was carried out to its end, and not cut off
     * @param stopped what ended it before its last round; null where nothing did
     */
    @JsonPropertyOrder({"dir", "run", "rounds", "roundsPlanned", "finished", "stopped"})
    public record Side(
            String dir,
            String run,
            int rounds,
            int roundsPlanned,
            boolean finished,
            @JsonInclude(JsonInclude.Include.NON_NULL) RunRecord.@Nullable StopReason stopped) {
        static Side of(StoredRun run) {
            RunRecord.Stop stop = run.run().stopped();
            return new Side(
                    run.dir().toString(),
                    run.run().id(),
                    run.wholeRounds(),
                    run.run().rounds(),
                    run.finished(),
                    stop == null ? null : stop.reason());
        }

        Side withoutDirectory() {
            return new Side(run, run, rounds, roundsPlanned, finished, stopped);
        }

        /** How it ended, in words. */
        public Text ending() {
            if (!finished) {
                return new Text("cut off", "中途被打断");
            }
            RunRecord.StopReason reason = stopped;
            if (reason == null) {
                return new Text("by itself", "自行结束");
            }
            return switch (reason) {
                case TIME_BUDGET -> stopped("by its time budget", "时间预算用完");
                case DECIDED -> stopped("once all was decided", "所有区间都已判定");
            };
        }

        private Text stopped(String why, String whyZh) {
            return new Text(
                    why + ", after round " + rounds + " of " + roundsPlanned,
                    whyZh + "，在 " + roundsPlanned + " 轮中的第 " + rounds + " 轮之后结束");
        }
    }

    /** The same without where the runs are kept, for whoever it is sent to. */
    CompareFile withoutDirectories() {
        return new CompareFile(schema, a.withoutDirectory(), b.withoutDirectory(), differences, comparison, doubts);
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
