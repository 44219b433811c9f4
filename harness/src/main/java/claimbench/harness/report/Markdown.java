package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Citation;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Document;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import claimbench.harness.experiment.Profile;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pieces of text that the report's template puts together; escaped where they come from outside. */
public final class Markdown {
    private Markdown() {}

    /** A text that may stand in a cell of a table, or in a line. */
    public static String line(@Nullable Object text) {
        return String.valueOf(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\R", " ");
    }

    /** The name of a claim's place in the report. */
    public static String anchor(Claim claim) {
        return claim.id().toLowerCase(Locale.ROOT);
    }

    /**
     * A line of the table of verdicts: one figure.
     *
     * @param measured from the smallest to the largest among the targets
     */
    public record Line(String figure, String measured, String expected) {}

    /** The figures of a verdict; one line of dashes where nothing was measured. */
    public static List<Line> lines(Verdict verdict) {
        if (!verdict.traces().isEmpty()) {
            return Traces.lines(verdict);
        }
        if (verdict.claim().mapsDecide() && !verdict.rows().isEmpty()) {
            return MapText.lines(verdict);
        }
        Map<String, List<Row>> rowsByFigure = verdict.rows().stream()
                .collect(Collectors.groupingBy(row -> figure(verdict, row), LinkedHashMap::new, Collectors.toList()));
        return rowsByFigure.isEmpty()
                ? List.of(new Line("–", "–", "–"))
                : rowsByFigure.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private static Line line(String figure, List<Row> rows) {
        var values = rows.stream().mapToDouble(row -> row.evidence().value()).summaryStatistics();
        Row first = rows.getFirst();
        return new Line(
                figure,
                Figures.range(first.measure().quantity(), values.getMin(), values.getMax()),
                expected(first.evidence()));
    }

    /** The conditions that the reason does not already name. */
    public static List<String> conditions(Verdict verdict) {
        String reason = verdict.reason().toLowerCase(Locale.ROOT);
        return verdict.conditions().stream()
                .filter(condition -> !reason.contains(condition.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** A time of ISO 8601 in UTC, to the minute. */
    public static String minute(String time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(time));
    }

    public static String expected(Evidence evidence) {
        return Figures.expected(evidence.expectedLow(), evidence.expectedHigh());
    }

    /** A figure's name; with its case where there are several. */
    public static String figure(Verdict verdict, Row row) {
        String label = row.measure().quantity().label();
        return line(verdict.claim().cases().size() > 1 ? row.caseLabel() + ": " + label : label);
    }

    /** The interval of a row. */
    public static String interval(Row row) {
        Evidence evidence = row.evidence();
        if (evidence.low() == null || evidence.high() == null) {
            return "none: one trial";
        }
        String range = Figures.range(row.measure().quantity(), evidence.low(), evidence.high());
        return row.measure().quantity().counts() ? range + " (all trials)" : range;
    }

    /** Whether a row is as expected, in a word. */
    public static String placement(Row row) {
        return switch (row.evidence().placement()) {
            case INSIDE -> "inside";
            case OUTSIDE -> "**outside**";
            case STRADDLES -> "*cannot be told*";
        };
    }

    public static String parameters(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> line(entry.getKey() + " " + entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Where the documents state a claim. */
    public static String citations(Catalogue catalogue, Claim claim) {
        return claim.citations().stream()
                .map(citation -> citation(catalogue, citation))
                .collect(Collectors.joining("; "));
    }

    private static String citation(Catalogue catalogue, Citation citation) {
        Document document = catalogue.document(citation);
        return "《" + document.title() + "》 (" + document.id() + ", `" + document.file() + "`), "
                + citation.section().en();
    }

    /** Names of targets, in order. */
    public static String names(Collection<String> targets) {
        return targets.stream().sorted().map(Markdown::line).collect(Collectors.joining(", "));
    }

    /** Findings that failed, but for those that stand in the table of controls. */
    public static List<Trial.Finding> failed(Trial trial) {
        return trial.findings().stream()
                .filter(finding -> finding.failed())
                .filter(finding -> !ControlsTable.saysItself(trial, finding.check()))
                .toList();
    }

    /** The command that makes the same plan again. */
    public static String command(RunRecord run) {
        return "./claimbench run --profile " + run.profile()
                + " --seed " + run.seed()
                + " --claims " + String.join(",", run.claims())
                + (run.targets().isEmpty() ? "" : " --targets " + String.join(",", run.targets()))
                + trials(run)
                + (run.stopping().early() ? " --stop-early" : "")
                + (ControlsTable.measuredIn(run) ? " --controls" : "")
                + run.targetUrls().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> " --target-url " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }

    /** Where the number of rounds is not the profile's. */
    private static String trials(RunRecord run) {
        boolean own = run.rounds() > 0
                && Profile.find(run.profile()).map(Profile::rounds).orElse(0) != run.rounds();
        return own ? " --trials " + run.rounds() : "";
    }

    /** How often programs were to be run, and on what. */
    public static String programRuns(StoredRun run) {
        return run.run().programRuns().entrySet().stream()
                .map(entry -> entry.getValue() + " processes on " + entry.getKey())
                .collect(Collectors.joining(" and "));
    }

    /** What can be said of the runs of programs: that all ended, or which did not. */
    public static String programTrust(StoredRun run) {
        int planned = run.run().programRuns().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        List<ProgramRun> failed =
                run.programRuns().stream().filter(one -> !one.completed()).toList();
        String ended = run.programRuns().size() + " of " + planned + " processes of programs ended";
        return failed.isEmpty()
                ? ended + "."
                : ended + "; "
                        + failed.stream()
                                .map(one -> line(one.id() + " failed: " + one.message()))
                                .collect(Collectors.joining("; "))
                        + ".";
    }

    /** What programs were run on, with versions. */
    public static List<String> runtimes(StoredRun run) {
        return run.programRuns().stream()
                .filter(one -> one.runtime() != null)
                .map(one -> one.subject() + ": " + one.runtime())
                .distinct()
                .toList();
    }

    /** A load average with one decimal. */
    public static String oneDecimal(double loadAverage) {
        return loadAverage < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", loadAverage);
    }

    /** Bytes in gigabytes with one decimal. */
    public static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
