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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run:
 *
 * <pre>
 * generator.json   what the run was, counts, lag                    {@link GeneratorReport}
 * responses.hlog   response times of good answers in the window     HdrHistogram log, nanoseconds, tagged by request name
 * service.hlog     the same answers, from the actual start          the same; in a closed load equal to responses.hlog
 * failures.hlog    response times of failed requests                the same, tagged by request name and kind, NAME:KIND
 * lag.hlog         actual start behind the intended one          the same, untagged by name: all requests, good or not
 * warm-up.hlog     response times of good answers before the window the same as responses.hlog
 * first-token.hlog … what else was measured of good streams         the same; one for each {@link Quantity}, where there are streams
 * meters.txt       what the generator's meters said last            Prometheus' text; where it has meters
 * simulation.log   Gatling's own log of the whole run               binary
 * </pre>
 *
 * <p>An HdrHistogram log has a histogram for each second and tag, those without a value left out. Added up, those of a tag are the
 * whole window's. A second is a request's by its intended start (closed: its start), and the first one is the window's first.
 *
 * @param folder where they go
 */
record Outputs(Path folder) {
    /** Gatling makes a folder of its own in here. */
    private static final String GATLING_FOLDER = "gatling";

    private static final String METERS = "meters.txt";
    private static final String GATLING_LOG = "simulation.log";

    private static final int MILLIS_PER_SECOND = 1_000;

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
     * @param secondsCut by how many the warm-up was cut short, whose seconds were counted as if it had not been
     * @param meters null where it has none
     * @throws RunException where that fails
     */
    void write(GeneratorReport report, Recording.Totals totals, int secondsCut, @Nullable GeneratorMeters meters) {
        try {
            if (meters != null) {
                // Whoever asks each second has not asked since the last requests ended, and may not come in time.
                Files.write(folder.resolve(METERS), meters.lastWord());
            }
            writeLog("responses.hlog", report, totals.byName(totals.answered()));
            writeLog("service.hlog", report, totals.byName(totals.service()));
            writeLog("failures.hlog", report, totals.failuresByNameAndKind());
            writeLog("warm-up.hlog", report, totals.byName(totals.warmUp()), secondsCut);
            writeLog("lag.hlog", report, Map.of("lag", totals.lag()));
            for (Quantity quantity : Quantity.values()) {
                Map<String, Seconds.Merged> quantities = totals.of(quantity);
                if (!quantities.isEmpty()) {
                    writeLog(quantity.file(), report, quantities);
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
        var recording = new Recording(arms, LoadModel.OPEN);
        recording.current().measure(0, 0, 1, 1, 1);
        recording.current().measureFailure(0, 0, FailureKind.NO_ANSWER, 1, 1);
        recording.current().measure(0, 1, 1, 1, 1);
        recording.current().measure(0, 2, 1, 1, 1);
        Recording.Totals totals = recording.totals();
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
        writeLog(new PrintStream(OutputStream.nullOutputStream()), report, totals.byName(totals.answered()), 0);
    }

    private void writeLog(String name, GeneratorReport report, Map<String, Seconds.Merged> series) throws IOException {
        writeLog(name, report, series, 0);
    }

    private void writeLog(String name, GeneratorReport report, Map<String, Seconds.Merged> series, int later)
            throws IOException {
        try (var out = new PrintStream(Files.newOutputStream(folder.resolve(name)))) {
            writeLog(out, report, series, later);
            // A print stream keeps its failures to itself until it is asked.
            if (out.checkError()) {
                throw new IOException("cannot write " + name);
            }
        }
    }

    /** Each histogram so many seconds later than it says. */
    private static void writeLog(
            PrintStream out, GeneratorReport report, Map<String, Seconds.Merged> series, int later) {
        var writer = new HistogramLogWriter(out);
        writer.outputComment("nanoseconds; a line for each second and tag");
        writer.outputLogFormatVersion();
        writer.outputStartTime(report.windowStartEpochMillis());
        writer.outputLegend();
        var seconds = new TreeSet<Integer>();
        series.values().forEach(merged -> seconds.addAll(merged.seconds()));
        for (int second : seconds) {
            long start = report.windowStartEpochMillis() + (long) (second + later) * MILLIS_PER_SECOND;
            series.forEach((tag, merged) -> {
                Histogram histogram = merged.of(second);
                if (histogram.getTotalCount() > 0) {
                    histogram.setTag(tag);
                    histogram.setStartTimeStamp(start);
                    histogram.setEndTimeStamp(end(start, report));
                    writer.outputIntervalHistogram(histogram);
                }
            });
        }
    }

    /** The window need not end with a whole second; the warm-up does. */
    private static long end(long start, GeneratorReport report) {
        long whole = start + MILLIS_PER_SECOND;
        return start < report.windowStartEpochMillis() ? whole : Math.min(whole, report.windowEndEpochMillis());
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
