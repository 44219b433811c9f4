package claimbench.harness.run;

import claimbench.contract.Meter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one trial, put in the order that OpenMetrics wants: family by family, in each all of one set of labels, in the order
 * of time. They come the other way round, a moment at a time; so each set of labels has a buffer of its own, and the buffers
 * are emptied into files when together they are large. Samples that the table {@link Meter} does not know are left out.
 *
 * <p>What is written is packed, and begins with the bounds of each histogram that some bucket needs ({@link #BOUNDS}), so that
 * who puts a run together can leave out all other bounds. Not thread-safe.
 */
final class TrialMetrics implements AutoCloseable {
    /** Begins a line: family, and upper bounds. */
    static final String BOUNDS = "# BOUNDS ";

    /** Begins a line: family, and all lines to the next one are its samples. */
    static final String FAMILY = "# FAMILY ";

    /** Where a bucket's bound stands in a line: right behind the name. */
    static final String LE = "{le=\"";

    private static final String LE_LABEL = "le";
    private static final int BUFFERED_BYTES_MAX = 16 << 20;
    private static final int PACKED_BYTES = 1 << 16;

    /** All samples of one set of labels; of a histogram all its buckets are in it. */
    private static final class Metric {
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        /** The last value of each bucket, by its bound, in their order. */
        private final Map<String, Double> buckets = new LinkedHashMap<>();

        private @Nullable Path file;
    }

    /** One line again and again, but for its value. */
    private record Series(
            Metric metric, String beginning, @Nullable String bound) {}

    private final Path folder;
    private final Map<Meter, Map<Map<String, String>, Metric>> metrics = new EnumMap<>(Meter.class);

    /** By what stands before the value, for each process: most lines have been there before. */
    private final Map<Integer, Map<String, Optional<Series>>> known = new HashMap<>();

    private final Map<Integer, Long> latestEpochMillis = new HashMap<>();
    private final List<Path> files = new ArrayList<>();
    private long bufferedBytes;

    /**
     * No samples yet.
     *
     * @param folder for files that are removed at the end
     */
    TrialMetrics(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds what a process said.
     *
     * @param scrape left out where it is not later than the one before it of this process: a clock may have been set back
     * @param labels to be added, the same each time for one process
     * @param leftOut meters that are known from elsewhere
     */
    void add(ScrapeLog.Scrape scrape, Map<String, String> labels, Set<Meter> leftOut) throws IOException {
        if (scrape.epochMillis() <= latestEpochMillis.getOrDefault(scrape.source(), Long.MIN_VALUE)) {
            return;
        }
        latestEpochMillis.put(scrape.source(), scrape.epochMillis());
        Map<String, Optional<Series>> ofProcess = known.computeIfAbsent(scrape.source(), first -> new HashMap<>());
        String text = scrape.text();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int brace = text.lastIndexOf('}', end - 1);
            int blank = brace > start ? brace + 1 : text.indexOf(' ', start);
            if (text.charAt(start) != '#' && blank > start && blank < end) {
                String beginning = text.substring(start, blank);
                Optional<Series> series = ofProcess.computeIfAbsent(beginning, first -> series(first, labels, leftOut));
                if (series.isPresent()) {
                    // A time of the process' own may follow.
                    String value = text.substring(blank, end).strip().split(" ", 2)[0];
                    add(series.get(), value, scrape.epochMillis());
                }
            }
            start = end + 1;
        }
    }

    /** Adds a sample that nobody was asked for. */
    void add(Meter meter, Map<String, String> labels, String value, long epochMillis) throws IOException {
        add(series(meter, new MetricsLine(meter.sample(), Map.of(), value).with(labels)), value, epochMillis);
    }

    private Optional<Series> series(String beginning, Map<String, String> labels, Set<Meter> leftOut) {
        return MetricsLine.parse(beginning + " 0")
                .flatMap(line -> Meter.ofSample(line.name())
                        .filter(meter -> !leftOut.contains(meter))
                        .map(meter -> series(meter, line.with(labels))));
    }

    private Series series(Meter meter, MetricsLine line) {
        var labels = new LinkedHashMap<>(line.labels());
        String bound = meter.type() == Meter.Type.HISTOGRAM ? labels.remove(LE_LABEL) : null;
        Metric metric = metrics.computeIfAbsent(meter, first -> new LinkedHashMap<>())
                .computeIfAbsent(labels, first -> new Metric());
        var boundFirst = new LinkedHashMap<String, String>();
        if (bound != null) {
            boundFirst.put(LE_LABEL, bound);
        }
        boundFirst.putAll(labels);
        return new Series(metric, new MetricsLine(line.name(), boundFirst, "").toString(), bound);
    }

    private void add(Series series, String value, long epochMillis) throws IOException {
        OptionalDouble number = number(value);
        if (number.isEmpty()) {
            return;
        }
        Metric metric = series.metric;
        int before = metric.buffer.size();
        String line = series.beginning + value + " " + seconds(epochMillis) + "\n";
        metric.buffer.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        if (series.bound != null) {
            metric.buckets.put(series.bound, number.getAsDouble());
        }
        bufferedBytes += metric.buffer.size() - before;
        if (bufferedBytes > BUFFERED_BYTES_MAX) {
            empty();
        }
    }

    /** With three digits behind the point. */
    private static String seconds(long epochMillis) {
        long millis = epochMillis % 1_000;
        return epochMillis / 1_000 + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis;
    }

    /** Empty where it is none. */
    private static OptionalDouble number(String value) {
        try {
            return OptionalDouble.of(
                    switch (value) {
                        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(value);
                    });
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private void empty() throws IOException {
        for (Map<Map<String, String>, Metric> family : metrics.values()) {
            for (Metric metric : family.values()) {
                if (metric.buffer.size() > 0) {
                    if (metric.file == null) {
                        metric.file = Files.createTempFile(folder, "metrics-", ".part");
                        files.add(metric.file);
                    }
                    try (OutputStream file = Files.newOutputStream(metric.file, StandardOpenOption.APPEND)) {
                        metric.buffer.writeTo(file);
                    }
                    metric.buffer.reset();
                }
            }
        }
        bufferedBytes = 0;
    }

    /** Writes all of them, packed; the file is whole, or not there. */
    void writeTo(Path file) throws IOException {
        Path draft = folder.resolve(file.getFileName() + ".part");
        files.add(draft);
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(draft), PACKED_BYTES)) {
            for (Map.Entry<Meter, Map<Map<String, String>, Metric>> family : metrics.entrySet()) {
                Set<String> bounds = bounds(family.getValue());
                if (!bounds.isEmpty()) {
                    write(packed, BOUNDS + family.getKey().family() + " " + String.join(" ", bounds) + "\n");
                }
            }
            for (Map.Entry<Meter, Map<Map<String, String>, Metric>> family : metrics.entrySet()) {
                write(packed, FAMILY + family.getKey().family() + "\n");
                for (Metric metric : family.getValue().values()) {
                    if (metric.file != null) {
                        Files.copy(metric.file, packed);
                    }
                    metric.buffer.writeTo(packed);
                }
            }
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Those next to a bucket that counted something: a quantile is interpolated between these, and needs no others. */
    private static Set<String> bounds(Map<Map<String, String>, Metric> family) {
        var needed = new LinkedHashSet<String>();
        for (Metric metric : family.values()) {
            String last = null;
            double below = 0;
            for (Map.Entry<String, Double> bucket : metric.buckets.entrySet()) {
                if (bucket.getValue() > below) {
                    if (last != null) {
                        needed.add(last);
                    }
                    needed.add(bucket.getKey());
                }
                last = bucket.getKey();
                below = bucket.getValue();
            }
            if (last != null) {
                needed.add(last); // infinity
            }
        }
        return needed;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the files that it needed. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
