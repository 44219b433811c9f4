package claimbench.harness.gatlinglog;

import claimbench.harness.gatlinglog.LogExport.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Response times as an HdrHistogram log, in nanoseconds as its readers expect: a histogram for each second and each tag. A
 * request belongs to the second in which it ended. Its tag is its name, after its groups' with slashes between; a failed one's
 * ends with {@code :failed}. A tag may have no spaces, commas or ends of lines: they stand as in URLs, {@code %20}. For one
 * thread.
 */
final class HdrExporter implements Exporter {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final String FAILED = ":failed";

    /** Gatling's threads write one after the other; a second is not over as soon as the next has begun. */
    private static final int SECONDS_OPEN = 3;

    private final Writer out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HistogramLogWriter log =
            new HistogramLogWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    private final Map<LogEntry, String> tags = new HashMap<>();
    private final TreeMap<Integer, Map<String, Histogram>> open = new TreeMap<>();
    private long startEpochMillis;

    HdrExporter(Writer out) {
        this.out = out;
    }

    @Override
    public void run(LogHeader header) throws IOException {
        startEpochMillis = header.startEpochMillis();
        log.outputComment("nanoseconds, from Gatling's whole milliseconds; by the second in which requests ended");
        log.outputComment("a tag for each request, with its groups, and one for its failures");
        log.outputLogFormatVersion();
        log.outputStartTime(startEpochMillis);
        log.outputLegend();
        write();
    }

    @Override
    public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message)
            throws IOException {
        int second = Math.floorDiv(endMillis, MILLIS_PER_SECOND);
        Map<String, Histogram> histograms = open.computeIfAbsent(second, _ -> new TreeMap<>());
        String tag = tags.computeIfAbsent(request, HdrExporter::tag);
        histograms
                .computeIfAbsent(ok ? tag : tag + FAILED, _ -> new Histogram(SIGNIFICANT_DIGITS))
                .recordValue(Math.max(0, endMillis - startMillis) * NANOS_PER_MILLI);
        while (open.firstKey() <= open.lastKey() - SECONDS_OPEN) {
            writeFirst();
        }
    }

    @Override
    public void end() throws IOException {
        while (!open.isEmpty()) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException {
        Map.Entry<Integer, Map<String, Histogram>> second = open.pollFirstEntry();
        long start = startEpochMillis + (long) second.getKey() * MILLIS_PER_SECOND;
        second.getValue().forEach((tag, histogram) -> {
            histogram.setTag(tag);
            histogram.setStartTimeStamp(start);
            histogram.setEndTimeStamp(start + MILLIS_PER_SECOND);
            log.outputIntervalHistogram(histogram);
        });
        write();
    }

    private void write() throws IOException {
        out.write(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
    }

    private static String tag(LogEntry request) {
        var names = new ArrayList<>(request.groups());
        names.add(request.name());
        String tag = String.join("/", names)
                .replace("%", "%25")
                .replace(" ", "%20")
                .replace(",", "%2C")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
        return tag.endsWith(FAILED) ? tag.substring(0, tag.length() - FAILED.length()) + "%3Afailed" : tag;
    }
}
