package claimbench.harness.run;

import claimbench.harness.result.Trial.Window;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A window that nobody measured, second by second, in a log as the generator writes it. */
final class MadeUpSeconds {
    private static final long START = 1_700_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<Histogram> histograms = new ArrayList<>();
    private int seconds;

    /** So many seconds with so many answers a second, of so many milliseconds each, give or take one in a hundred. */
    MadeUpSeconds during(int more, int answers, double millis) {
        return during(more, "wait", answers, millis);
    }

    MadeUpSeconds during(int more, String name, int answers, double millis) {
        for (int second = 0; second < more; second++) {
            var histogram = new Histogram(3);
            histogram.setTag(name);
            int some = (int) Math.round(answers * (1 + 0.01 * random.nextGaussian()));
            for (int answer = 0; answer < some; answer++) {
                histogram.recordValue(Math.round(millis * 1e6 * (1 + 0.01 * random.nextGaussian())));
            }
            histogram.setStartTimeStamp(START + 1_000L * seconds);
            histogram.setEndTimeStamp(START + 1_000L * (seconds + 1));
            histograms.add(histogram);
            seconds++;
        }
        return this;
    }

    /** In the same seconds, one answer of this kind in every so many, the first in that second. */
    MadeUpSeconds andOneIn(int every, int first, String name, IntToDoubleFunction millisInSecond) {
        for (int second = first; second < seconds; second += every) {
            var histogram = new Histogram(3);
            histogram.setTag(name);
            histogram.recordValue(
                    Math.round(millisInSecond.applyAsDouble(second) * 1e6 * (1 + 0.01 * random.nextGaussian())));
            histogram.setStartTimeStamp(START + 1_000L * second);
            histogram.setEndTimeStamp(START + 1_000L * (second + 1));
            histograms.add(histogram);
        }
        return this;
    }

    TrialSeconds in(Path folder) throws Exception {
        Path log = folder.resolve("made-up.hlog");
        try (var out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            var writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputLegend();
            histograms.forEach(writer::outputIntervalHistogram);
        }
        return TrialSeconds.read(log, new Window(START, START + 1_000L * seconds));
    }
}
