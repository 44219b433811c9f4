package claimbench.harness.run;

import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the generator recorded of a window, second by second: whole seconds only, counted from the window's start. A request belongs
 * to the second in which it was due or sent.
 */
final class TrialSeconds {
    private static final long MILLIS_PER_SECOND = 1_000;

    private final long[] answers;
    private final double[] nanosSum;
    private final Map<String, long[]> countsByName = new TreeMap<>();
    private final Map<String, double[]> mediansByName = new TreeMap<>();

    private TrialSeconds(int seconds) {
        answers = new long[seconds];
        nanosSum = new double[seconds];
    }

    /**
     * Reads a log with a histogram for each second and name.
     *
     * @throws StoredRunException where it is missing or damaged
     */
    static TrialSeconds read(Path log, Window window) throws StoredRunException {
        long millis = window.endEpochMillis() - window.startEpochMillis();
        var seconds = new TrialSeconds((int) (millis / MILLIS_PER_SECOND));
        HistogramLog.forEach(log, histogram -> seconds.add(histogram, window.startEpochMillis()));
        return seconds;
    }

    private void add(Histogram histogram, long startEpochMillis) {
        long fromStart = Math.round((histogram.getStartTimeStamp() - startEpochMillis) / (double) MILLIS_PER_SECOND);
        if (fromStart < 0 || fromStart >= answers.length || histogram.getTotalCount() == 0) {
            return;
        }
        int second = (int) fromStart;
        String name = histogram.getTag() == null ? "" : histogram.getTag();
        answers[second] += histogram.getTotalCount();
        nanosSum[second] += histogram.getMean() * histogram.getTotalCount();
        countsByName.computeIfAbsent(name, _ -> new long[answers.length])[second] += histogram.getTotalCount();
        mediansByName.computeIfAbsent(name, _ -> new double[answers.length])[second] =
                histogram.getValueAtPercentile(50);
    }

    /** How many whole seconds there are. */
    int count() {
        return answers.length;
    }

    /** Good answers of each second. */
    double[] answers() {
        return Arrays.stream(answers).asDoubleStream().toArray();
    }

    /** Their mean time in seconds; 0 where there was none. */
    double[] meanSeconds() {
        double[] means = new double[answers.length];
        Arrays.setAll(means, second -> answers[second] == 0 ? 0 : nanosSum[second] / answers[second] / 1e9);
        return means;
    }

    /**
     * Median times in nanoseconds of each second, by name of the request.
     *
     * @param answersMin names with fewer in any second are left out
     */
    Map<String, double[]> medianNanos(long answersMin) {
        var medians = new TreeMap<String, double[]>();
        mediansByName.forEach((name, series) -> {
            long[] counts = countsByName.getOrDefault(name, new long[0]);
            if (counts.length > 0 && Arrays.stream(counts).allMatch(count -> count >= answersMin)) {
                medians.put(name, series);
            }
        });
        return medians;
    }
}
