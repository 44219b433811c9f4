package claimbench.harness.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads an HdrHistogram log: latencies in nanoseconds, one tag for each request name. */
public final class HistogramLog {
    private HistogramLog() {}

    /**
     * Reads every histogram of a log; those with the same tag are added up.
     *
     * @throws StoredRunException where the file is missing or damaged
     */
    public static Map<String, Histogram> read(Path file) throws StoredRunException {
        var histograms = new LinkedHashMap<String, Histogram>();
        try (var in = Files.newInputStream(file)) {
            var reader = new HistogramLogReader(in);
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                if (next == null) {
                    break;
                }
                if (!(next instanceof Histogram histogram)) {
                    throw new StoredRunException(file, "is damaged: it holds no histogram of whole nanoseconds");
                }
                String tag = histogram.getTag() == null ? "" : histogram.getTag();
                histograms.merge(tag, histogram, HistogramLog::sum);
            }
        } catch (StoredRunException e) {
            throw e;
        } catch (IOException e) {
            throw new StoredRunException(file, "cannot be read: " + RunFiles.reason(e));
        } catch (RuntimeException e) {
            // The reader throws whatever its decoder ran into: bad base 64, a length out of bounds, a wrong cookie.
            throw new StoredRunException(file, "is damaged: " + cause(e));
        }
        return histograms;
    }

    private static Histogram sum(Histogram a, Histogram b) {
        a.setAutoResize(true);
        a.add(b);
        return a;
    }

    private static String cause(RuntimeException e) {
        return e.getCause() instanceof DataFormatException format ? format.toString() : e.toString();
    }
}
