package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Observations;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import java.util.ArrayList;
import java.util.List;

/** How a run went, where that is worth a word: it stopped before its last round, it was cut off, it went on. */
public final class Course {
    private Course() {}

    /** A sentence each, in the order of time; none for a run that went as planned. */
    public static List<String> sentences(StoredRun run) {
        RunRecord record = run.run();
        var sentences = new ArrayList<String>();
        record.resumptions().forEach(resumption -> sentences.add(resumed(resumption, record)));
        RunRecord.Stop stop = record.stopped();
        if (stop != null) {
            sentences.add("The run " + stop.detail() + "; " + record.rounds() + " rounds were planned, so "
                    + (record.plan().size() - record.due().size()) + " of "
                    + record.plan().size() + " trials were saved.");
        }
        if (record.stopping().early()) {
            sentences.add(
                    "Its intervals were looked at after each round from the third on, to stop once all are decided; each"
                            + " look has its share of the doubt, so this one is made at "
                            + Figures.percent(Observations.of(run).level()) + " in place of "
                            + Figures.percent(Judge.LEVEL)
                            + " confidence.");
        }
        if (!run.finished()) {
            sentences.add(unfinished(run));
        }
        return List.copyOf(sentences);
    }

    private static String resumed(RunRecord.Resumption resumption, RunRecord record) {
        var text = new StringBuilder("The run was cut off ");
        text.append(
                resumption.afterTrial() == null
                        ? "before its first trial had ended"
                        : "after trial " + resumption.afterTrial() + ", " + resumption.trialsEnded() + " of "
                                + record.plan().size());
        text.append(", and went on at ").append(Markdown.minute(resumption.at()));
        if (resumption.lostTrial() != null) {
            text.append("; ").append(resumption.lostTrial()).append(" was in flight, and measured anew");
        }
        resumption.notes().forEach(note -> text.append("; ").append(note));
        return text.append('.').toString();
    }

    private static String unfinished(StoredRun run) {
        List<PlannedTrial> missing = run.missing();
        var parts = new ArrayList<String>();
        if (!run.missingPrograms().isEmpty()) {
            parts.add("runs of programs: " + String.join(", ", run.missingPrograms()));
        }
        if (!missing.isEmpty()) {
            parts.add(missing.size() + " of " + run.run().due().size() + " trials, "
                    + (missing.size() == 1
                            ? missing.getFirst().id()
                            : missing.getFirst().id() + " to "
                                    + missing.getLast().id()));
        }
        String still = RunLock.holder(run.dir()).isPresent() ? "is still going on" : "was cut off";
        return "The run " + still
                + (parts.isEmpty()
                        ? ": nothing is missing but its end"
                        : "; missing are " + String.join(", and ", parts))
                + ". `claimbench resume` finishes a run that was cut off.";
    }
}
