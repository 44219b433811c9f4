package claimbench.harness.experiment;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs of a run: those that show a claim by an exact trace on virtual time, and need neither server nor load. Each
 * subject runs all of them in one process, and again in another: what two processes do differently is not determined.
 *
 * @param programs by the ids of their claims
 * @param subjects to run them on
 */
public record ProgramPlan(List<String> programs, List<ProgramSubject> subjects) {
    /** How often each subject runs its programs. */
    public static final int RUNS = 2;

    /** What a process takes, by and large; an estimate for people. */
    static final int MILLIS_PER_RUN = 1_000;

    /** No programs. */
    public static final ProgramPlan NONE = new ProgramPlan(List.of(), List.of());

    public boolean isEmpty() {
        return programs.isEmpty();
    }

    /** How often each subject runs them, by its name. */
    public Map<String, Integer> runsBySubject() {
        var runs = new LinkedHashMap<String, Integer>();
        if (!isEmpty()) {
            subjects.forEach(subject -> runs.put(subject.wireName(), RUNS));
        }
        return runs;
    }

    /** How long it should take, by and large. */
    public Duration estimate() {
        return isEmpty() ? Duration.ZERO : Duration.ofMillis((long) MILLIS_PER_RUN * RUNS * subjects.size());
    }
}
