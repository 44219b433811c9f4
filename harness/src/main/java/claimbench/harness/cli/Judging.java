package claimbench.harness.cli;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.AaText;
import claimbench.harness.report.Course;
import claimbench.harness.report.Doubts;
import claimbench.harness.report.Report;
import claimbench.harness.report.VerdictTable;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.run.JudgedMetrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** From a stored run to verdicts, a report and a table: the same after a run and years later. */
final class Judging {
    private Judging() {}

    /** Writes a report that does not tell whose machine it was. */
    static boolean judge(StoredRun run, Catalogue catalogue, PrintWriter terminal) throws IOException {
        return judge(run, catalogue, terminal, false);
    }

    /**
     * Judges, writes the report, prints the table.
     *
     * @param identify whether private data stay in the report; what is printed here is for the user's own eyes
     * @return whether every trial that was due was measured, and no trust check failed that matters to a claim
     */
    static boolean judge(StoredRun run, Catalogue catalogue, PrintWriter terminal, boolean identify)
            throws IOException {
        StoredRun shown = identify ? run : run.hiding(PrivateData.here());
        List<Verdict> verdicts = Judge.judge(shown, catalogue);
        Path report = Report.write(shown, verdicts, catalogue);
        JudgedMetrics.write(run.dir(), JudgedSamples.of(run, verdicts));
        terminal.println();
        terminal.println(VerdictTable.text(verdicts));
        AaComparison.of(Observations.of(run), catalogue)
                .ifPresent(aa -> terminal.println("A/A: " + AaText.summary(aa)));
        List<Text> doubts = Doubts.of(run, catalogue, verdicts);
        doubts.forEach(doubt -> terminal.println("doubt: " + doubt.en()));
        Course.sentences(run).forEach(sentence -> terminal.println("note: " + sentence));
        terminal.println("report: " + report);
        terminal.flush();
        return doubts.isEmpty() && run.finished() && run.trials().stream().allMatch(Trial::completed);
    }
}
