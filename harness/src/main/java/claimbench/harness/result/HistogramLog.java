package claimbench.harness.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads an HdrHistogram log: latencies in nanoseconds, a histogram for each second and tag. */
public final class HistogramLog {
    /** A comment, the names of the columns, or a histogram. */
    private static final Pattern LINE =
            Pattern.compile("#.*|\"StartTimestamp\".*|(Tag=[^,]*,)?[0-9.]+,[0-9.]+,[0-9.]+,\\S+");

    private HistogramLog() {}

    /**
     * Reads every histogram of a log; those with the same tag are added up, whatever their second.
     *
     * @throws StoredRunException where the file is missing or damaged
     */
    public static Map<String, Histogram> read(Path file) throws StoredRunException {
        var histograms = new LinkedHashMap<String, Histogram>();
        forEach(file, histogram -> {
            String tag = histogram.getTag() == null ? "" : histogram.getTag();
            histograms.merge(tag, histogram, HistogramLog::sum);
        });
        return histograms;
    }

    /**
     * Hands on every histogram of a log as it stands there: in order of time, with its tag, and with its start and end in
     * milliseconds since the epoch. One at a time, since those of a long run take much memory.
     *
     * @throws StoredRunException where the file is missing or damaged
     */
    public static void forEach(Path file, Consumer<Histogram> reader) throws StoredRunException {
        try (var in = Files.newInputStream(file)) {
            checkIsNotEmpty(file);
            var log = new HistogramLogReader(in);
            while (log.hasNext()) {
                EncodableHistogram next = log.nextIntervalHistogram();
                if (next == null) {
                    // The reader takes a line that it cannot read for the end.
                    checkLines(file);
                    break;
                }
                if (!(next instanceof Histogram histogram)) {
                    throw new StoredRunException(file, "is damaged: it holds no histogram of whole nanoseconds");
                }
                reader.accept(histogram);
            }
        } catch (StoredRunException e) {
            throw e;
        } catch (IOException e) {
            throw new StoredRunException(file, "cannot be read: " + RunFiles.reason(e));
        } catch (RuntimeException e) {
            // The reader throws whatever its decoder ran into: bad base 64, a length out of bounds, a wrong cookie.
            throw new StoredRunException(file, "is damaged: " + cause(e));
        }
    }

    /** The reader, which knows of no log without lines, tells of it in words of its own. */
    private static void checkIsNotEmpty(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw new StoredRunException(file, "is damaged: it is empty");
        }
    }

    private static void checkLines(Path file) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !LINE.matcher(line).matches()) {
                throw new StoredRunException(file, "is damaged: line " + number + " is none of a histogram log");
            }
        }
    }

    private static Histogram sum(Histogram a, Histogram b) {
        a.setAutoResize(true);
        a.add(b);
        return a;
    }

    private static String cause(RuntimeException e) {
        return switch (e) {
            case NoSuchElementException _ -> "it ends in the middle of a line";
            case RuntimeException other
            when other.getCause() instanceof DataFormatException format -> format.toString();
            default -> e.toString();
        };
    }
}
