package claimbench.harness.claim;

import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Trials that were really measured, with nothing different between them: their differences are this harness's noise on a
 * quiet machine. A simulated run draws trials from them, whole, since the figures of a trial go together, and each at most
 * once; what is planted is planted on top.
 *
 * <p>{@code recorded-trials.csv} has the few figures that comparisons read of a trial, and says how it was recorded.
 * {@link #main} makes it from runs that are stored.
 */
final class RecordedTrials {
    private static final String FILE = "recorded-trials.csv";
    private static final String COLUMNS = "experiment,trial,request,answered,medianNanos,p99Nanos,coresBusy";

    /**
     * What was measured of one kind of request.
     *
     * @param answered in the window
     */
    record Figures(long answered, long medianNanos, long p99Nanos) {
        /** As a slower server would have it: users wait for each answer before they ask again. */
        Figures slower(double factor) {
            return new Figures(
                    Math.round(answered / factor), Math.round(medianNanos * factor), Math.round(p99Nanos * factor));
        }
    }

    /** One trial. */
    record Recorded(double coresBusy, Map<String, Figures> byRequest) {

        /** The same trial, had the server been slower with this kind of request; all kinds where it is empty. */
        Recorded slower(String request, double factor) {
            var changed = new LinkedHashMap<String, Figures>();
            byRequest.forEach((name, figures) ->
                    changed.put(name, request.isEmpty() || request.equals(name) ? figures.slower(factor) : figures));
            return new Recorded(coresBusy, changed);
        }

        MadeUpTrial madeUp() {
            var trial = new MadeUpTrial().coresBusy(coresBusy).on();
            byRequest.forEach((name, figures) ->
                    trial.answered(name, figures.medianNanos / 1e6, figures.p99Nanos / 1e6, figures.answered));
            return trial;
        }
    }

    private RecordedTrials() {}

    /** All of an experiment, in the order in which they were measured. */
    static List<Recorded> of(String experiment) {
        var byTrial = new LinkedHashMap<String, Recorded>();
        try (InputStream file = Objects.requireNonNull(RecordedTrials.class.getResourceAsStream(FILE))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith(experiment + ",")) {
                    String[] cells = line.split(",", -1);
                    byTrial.computeIfAbsent(
                                    cells[1], id -> new Recorded(Double.parseDouble(cells[6]), new LinkedHashMap<>()))
                            .byRequest
                            .put(
                                    cells[2],
                                    new Figures(
                                            Long.parseLong(cells[3]),
                                            Long.parseLong(cells[4]),
                                            Long.parseLong(cells[5])));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(byTrial.values());
    }

    /** So many of them, no one twice, in a random order. */
    static List<Recorded> draw(List<Recorded> from, int count, SplittableRandom random) {
        var left = new ArrayList<>(from);
        var drawn = new ArrayList<Recorded>();
        for (int i = 0; i < count; i++) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    /**
     * Writes the file from stored runs that measured nothing but one condition, twice in each round.
     *
     * @param args directories of runs; the file's lines go to the standard output
     */
    public static void main(String[] args) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(COLUMNS);
        for (String dir : args) {
            StoredRun run = StoredRun.load(Path.of(dir));
            List<Trial> completed =
                    run.trials().stream().filter(Trial::completed).toList();
            for (Trial trial : completed) {
                for (String request :
                        trial.requests().keySet().stream().sorted().toList()) {
                    Histogram responses = run.responses(trial, request);
                    out.println(String.join(
                            ",",
                            Arrays.asList(
                                    trial.condition().ownExperiment(),
                                    trial.id(),
                                    request,
                                    Long.toString(Objects.requireNonNull(
                                                    trial.requests().get(request))
                                            .answered()),
                                    Long.toString(responses.getValueAtPercentile(50)),
                                    Long.toString(responses.getValueAtPercentile(99)),
                                    String.format(
                                            Locale.ROOT,
                                            "%.4f",
                                            Objects.requireNonNull(Objects.requireNonNull(trial.target())
                                                    .coresBusy())))));
                }
            }
        }
    }
}
