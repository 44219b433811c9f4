package claimbench.harness.cli;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Observations;
import claimbench.harness.report.AaText;
import claimbench.harness.report.CapacityReport;
import claimbench.harness.report.CapacityText;
import claimbench.harness.report.Course;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** From a stored search to its tables and its report: the same after a search and years later. */
final class CapacityOutcome {
    private CapacityOutcome() {}

    /**
     * Writes the report, prints both tables.
     *
     * @return whether there is nothing to doubt, and nothing missing
     */
    static boolean show(StoredRun run, CapacitySettings settings, PrintWriter terminal) throws IOException {
        CapacityResult result = CapacityResult.of(run, settings);
        Path report = CapacityReport.write(run, result);
        List<List<List<String>>> tables = CapacityText.tables(result);
        terminal.println();
        terminal.println("capacity of each target for " + result.scenario() + ", open load, " + result.arrivals()
                + " arrivals; kept up means " + result.objective());
        Table.print(terminal, tables.getFirst());
        if (!result.latencies().isEmpty()) {
            terminal.println();
            terminal.println("latency at equal rates below the lowest capacity (" + result.lowestCapacity()
                    + " requests/s); above a server's capacity it is void");
            Table.print(terminal, tables.getLast());
        }
        terminal.println();
        terminal.println("A/A: " + sameTwice(run, settings));
        Course.sentences(run).forEach(sentence -> terminal.println("note: " + sentence));
        terminal.println("report: " + report);
        terminal.flush();
        return result.isSound() && run.finished();
    }

    /** What came of the pair, or why there is none. */
    private static String sameTwice(StoredRun run, CapacitySettings settings) {
        String target = settings.measuredTwice();
        return AaComparison.of(Observations.of(run))
                .map(AaText::summary)
                .orElseGet(() -> target == null
                        ? "nothing was measured twice by the version that made this run, so its noise is not known"
                        : target + " was to be measured twice at the highest equal rate, and was not: nothing says how"
                                + " large the noise is");
    }

    /** Writes the report, prints what was found as JSON. */
    static boolean showJson(StoredRun run, CapacitySettings settings, PrintWriter out) throws IOException {
        CapacityResult result = CapacityResult.of(run, settings);
        CapacityReport.write(run, result);
        JsonText.print(out, result);
        return result.isSound() && run.finished();
    }
}
