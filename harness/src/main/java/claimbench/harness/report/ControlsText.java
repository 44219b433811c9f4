package claimbench.harness.report;

import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.report.ControlsTable.Figure;
import claimbench.harness.report.ControlsTable.Ratio;
import claimbench.harness.report.ControlsTable.Row;
import java.util.List;
import java.util.Locale;

/** The table of controls by experiment, and as spreadsheets read it. */
final class ControlsText {
    private ControlsText() {}

    /** The experiments that some row is of. */
    static List<Experiment> experiments(ControlsTable table) {
        return ExperimentCatalogue.withControls().stream()
                .filter(experiment -> !rows(table, experiment).isEmpty())
                .toList();
    }

    static List<Row> rows(ControlsTable table, Experiment experiment) {
        return table.rows().stream()
                .filter(row -> row.experiment().equals(experiment.id()))
                .toList();
    }

    /** As comma-separated values (RFC 4180): a header, then a line for each row. */
    static String csv(ControlsTable table) {
        var csv = new StringBuilder(Csv.line(
                "experiment",
                "server",
                "kind",
                "model",
                "trials",
                "failedRequests",
                "requestsPerSecond",
                "requestsPerSecondLow",
                "requestsPerSecondHigh",
                "generatorBound",
                "cpuMicrosPerRequest",
                "cpuMicrosPerRequestLow",
                "cpuMicrosPerRequestHigh",
                "latencyMillisP50",
                "latencyMillisP99",
                "rateRatio",
                "rateRatioLow",
                "rateRatioHigh",
                "rateRatioTo",
                "cpuRatio",
                "cpuRatioLow",
                "cpuRatioHigh",
                "cpuRatioTo"));
        for (Row row : table.rows()) {
            Figure rate = row.requestsPerSecond();
            Figure cpu = row.cpuMicrosPerRequest();
            Ratio byRate = row.rateRatio();
            Ratio byCpu = row.cpuRatio();
            csv.append(Csv.line(
                    row.experiment(),
                    row.server(),
                    row.control() ? "control" : "target",
                    row.model(),
                    row.trials(),
                    row.failedRequests(),
                    rate.value(),
                    rate.low(),
                    rate.high(),
                    row.generatorBound(),
                    cpu == null ? null : (Double) cpu.value(),
                    cpu == null ? null : cpu.low(),
                    cpu == null ? null : cpu.high(),
                    csvMillis(row.latencyNanosP50()),
                    csvMillis(row.latencyNanosP99()),
                    byRate == null ? null : (Double) byRate.figure().value(),
                    byRate == null ? null : byRate.figure().low(),
                    byRate == null ? null : byRate.figure().high(),
                    byRate == null ? null : byRate.control(),
                    byCpu == null ? null : (Double) byCpu.figure().value(),
                    byCpu == null ? null : byCpu.figure().low(),
                    byCpu == null ? null : byCpu.figure().high(),
                    byCpu == null ? null : byCpu.control()));
        }
        return csv.toString();
    }

    private static String csvMillis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
