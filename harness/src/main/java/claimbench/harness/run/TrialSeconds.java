package claimbench.harness.run;

import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.hipparchus.stat.descriptive.rank.Median;

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
            if (!isRare(name, answersMin)) {
                medians.put(name, series);
            }
        });
        return medians;
    }

    /**
     * How long the answers of each second took of those names that {@link #medianNanos} leaves out, each in medians of its own name over the
     * window: 1 where nothing changed, however much the names differ.
     *
     * @param answersMin names with fewer in the whole window are left out
     * @return the median of each second; empty where a second has fewer answers than that, of all these names together
     */
    Optional<double[]> medianOverOwn(long answersMin) {
        var bySecond =
                Stream.generate(DoubleStream::builder).limit(answers.length).toList();
        mediansByName.forEach((name, medians) -> {
            long[] counts = counts(name);
            if (isRare(name, answersMin) && Arrays.stream(counts).sum() >= answersMin) {
                double own = median(IntStream.range(0, answers.length)
                        .mapToObj(second ->
                                DoubleStream.generate(() -> medians[second]).limit(counts[second]))
                        .flatMapToDouble(Function.identity()));
                for (int second = 0; second < answers.length; second++) {
                    for (long answer = 0; answer < counts[second]; answer++) {
                        bySecond.get(second).add(medians[second] / own);
                    }
                }
            }
        });
        List<double[]> times =
                bySecond.stream().map(second -> second.build().toArray()).toList();
        return times.stream().allMatch(ofSecond -> ofSecond.length >= answersMin)
                ? Optional.of(times.stream()
                        .map(DoubleStream::of)
                        .mapToDouble(TrialSeconds::median)
                        .toArray())
                : Optional.empty();
    }

    /** Some second has fewer answers than that. */
    private boolean isRare(String name, long answersMin) {
        return Arrays.stream(counts(name)).anyMatch(count -> count < answersMin);
    }

    private long[] counts(String name) {
        return Objects.requireNonNull(countsByName.get(name), name);
    }

    private static double median(DoubleStream values) {
        return new Median().evaluate(values.toArray());
    }
}
