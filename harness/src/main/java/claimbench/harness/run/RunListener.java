package claimbench.harness.run;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.Trial;
import java.time.Duration;
import java.util.Map;

/** Is told how a run goes on; called from the thread that runs it. */
public interface RunListener {
    /** A trial begins; its folder exists. */
    void started(PlannedTrial trial, int number, int total);

    /** A process that ran programs has ended, and what it did is stored. */
    default void programsEnded(ProgramRun run) {}

    /** Something that whoever started the run should know, and that changes no result. */
    void noted(String note);

    /**
     * A trial has ended and is stored.
     *
     * @param medianNanosByRequest of the answered requests of its window; empty where it failed
     * @param left how long the rest should take
     */
    void ended(Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left);
}
