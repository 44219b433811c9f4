package claimbench.harness.claim;

import claimbench.harness.result.TrustCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing can be said of a claim on a target.
 *
 * @param kind of cause
 * @param check that failed; null where the cause is another one
 * @param said the cause in words, the same wherever it is; where it lies in trials, with a place for how many
 * @param trials that have it; 0 where it does not lie in single trials
 * @param of so many trials
 * @param where the first of these trials, by id; empty where the cause says it all
 * @param detail what happened there, in the words of whoever saw it; empty where there is nothing to add
 */
record Doubt(DoubtKind kind, @Nullable TrustCheck check, Text said, int trials, int of, String where, String detail) {

    /** The cause where there is one trial, which is a first answer and no more. */
    static final Text ONE_TRIAL =
            new Text("there is one trial only, so the figure holds within one JVM", "只有一次试验，所以数字只代表一个 JVM");

    static Doubt that(DoubtKind kind, Text said) {
        return new Doubt(kind, null, said, 0, 0, "", "");
    }

    static Doubt that(DoubtKind kind, String en, String zh) {
        return that(kind, new Text(en, zh));
    }

    /**
     * A cause that lies in single trials.
     *
     * @param said with {@code %s} in English where the number of trials is to stand, and {@code %n} and {@code %of} in Chinese
     */
    static Doubt ofTrials(DoubtKind kind, Text said, int trials, int of, String where, String detail) {
        return new Doubt(kind, null, said, trials, of, where, detail);
    }

    /** A trust check that failed in single trials. */
    static Doubt ofCheck(TrustCheck check, Text said, int trials, int of, String where, String detail) {
        return new Doubt(DoubtKind.CHECK, check, said, trials, of, where, detail);
    }

    /** The doubts of one cause, by target: several cases of a claim rest on the same trials. */
    static Map<String, Doubt> byTarget(Text cause, List<Cell> cells) {
        var doubts = new LinkedHashMap<String, Doubt>();
        for (Cell cell : cells) {
            cell.doubts().stream()
                    .filter(doubt -> doubt.said().equals(cause))
                    .forEach(doubt -> doubts.putIfAbsent(cell.target(), doubt));
        }
        return doubts;
    }

    /** The cause in English, with a place for how many. */
    String cause() {
        return said.en();
    }

    /** The first of the trials and what happened there, in English; empty where the cause says it all. */
    String example() {
        return where.isEmpty() || detail.isEmpty() ? where + detail : where + ": " + detail;
    }

    /** The cause with the number of trials. */
    Text counted() {
        return counted(trials, of);
    }

    /** The cause with another number of trials. */
    Text counted(int trialsAll, int ofAll) {
        return new Text(
                said.en().replace("%s", trialsAll + " of " + ofAll),
                said.zh().replace("%of", Integer.toString(ofAll)).replace("%n", Integer.toString(trialsAll)));
    }
}
