package claimbench.load;

import claimbench.contract.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The files of a run:
 *
 * <pre>
 * generator.json   what the run was, counts, lag                    {@link GeneratorReport}
 * responses.hlog   response times of good answers in the window     HdrHistogram log, nanoseconds, tagged by request name
 * failures.hlog    response times of failed requests                the same
 * service.hlog     good answers again, from the actual start        the same; in a closed load equal to responses.hlog
 * first-token.hlog … what else was measured of good streams         the same; one for each {@link Quantity}, where there are streams
 * simulation.log   Gatling's own log of the whole run               binary
 * </pre>
 *
 * @param folder where they go
 */
record Outputs(Path folder) {
    /** Gatling makes a folder of its own in here. */
    private static final String GATLING_FOLDER = "gatling";

    private static final String GATLING_LOG = "simulation.log";

    /** Where Gatling is to put its log; it is brought up from there in the end. */
    Path gatlingFolder() {
        return folder.resolve(GATLING_FOLDER);
    }

    /** Makes the folder. */
    void create() {
        try {
            Files.createDirectories(gatlingFolder());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Writes all files; the report last, so that whoever finds it finds the others.
     *
     * @throws RunException where that fails
     */
    void write(GeneratorReport report, Recording.Totals totals) {
        try {
            writeLog("responses.hlog", report, totals.answered());
            writeLog("failures.hlog", report, totals.failed());
            writeLog("service.hlog", report, totals.service());
            for (Quantity quantity : Quantity.values()) {
                List<Histogram> histograms = totals.of(quantity);
                if (!histograms.isEmpty()) {
                    writeLog(quantity.file(), report, histograms);
                }
            }
            bringUpGatlingLog();
            Files.write(folder.resolve(GeneratorReport.FILE), json(report));
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    /** Does once what {@link #write} does, to a file that is nowhere. */
    static void rehearse(List<Arm> arms) {
        Recording.Totals totals = new Recording(arms).totals();
        var report = new GeneratorReport(
                GeneratorReport.SCHEMA,
                "",
                Map.of(),
                "",
                LoadModel.CLOSED,
                0,
                0,
                0,
                0,
                0,
                totals.windowCounts(),
                totals.everCounts(),
                0,
                0,
                0,
                List.of());
        json(report);
        writeLog(new PrintStream(OutputStream.nullOutputStream()), report, totals.answered());
    }

    private void writeLog(String name, GeneratorReport report, List<Histogram> histograms) throws IOException {
        try (var out = new PrintStream(Files.newOutputStream(folder.resolve(name)))) {
            writeLog(out, report, histograms);
            // A print stream keeps its failures to itself until it is asked.
            if (out.checkError()) {
                throw new IOException("cannot write " + name);
            }
        }
    }

    private static void writeLog(PrintStream out, GeneratorReport report, List<Histogram> histograms) {
        var writer = new HistogramLogWriter(out);
        writer.outputComment("nanoseconds; one line and tag for each request name");
        writer.outputLogFormatVersion();
        writer.outputStartTime(report.windowStartEpochMillis());
        writer.outputLegend();
        for (Histogram histogram : histograms) {
            histogram.setStartTimeStamp(report.windowStartEpochMillis());
            histogram.setEndTimeStamp(report.windowEndEpochMillis());
            writer.outputIntervalHistogram(histogram);
        }
    }

    private static byte[] json(GeneratorReport report) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
    }

    private void bringUpGatlingLog() throws IOException {
        try (Stream<Path> found = Files.find(gatlingFolder(), 2, (path, attributes) -> path.endsWith(GATLING_LOG))) {
            for (Path log : found.toList()) {
                Files.move(log, folder.resolve(GATLING_LOG), StandardCopyOption.REPLACE_EXISTING);
                Files.delete(log.getParent());
            }
        }
        Files.delete(gatlingFolder());
    }

    private RunException failure(IOException e) {
        return new RunException("cannot write to " + folder + ": " + e);
    }
}
