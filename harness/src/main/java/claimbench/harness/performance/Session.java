package claimbench.harness.performance;

import claimbench.harness.run.Children;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries out a schedule, step by step. Both files are written anew after each: one that is cut off loses the step in
 * flight and nothing else. For one thread.
 */
public final class Session {
    public static final String JSON_FILE = "performance.json";
    public static final String MARKDOWN_FILE = "performance.md";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Is told how it goes. */
    public interface Listener {
        /**
         * A step is over.
         *
         * @param number of the step, from 1
         * @param of how many
         * @param line what was measured, or why nothing was
         * @param left about how long the rest takes
         */
        void done(int number, int of, String line, Duration left);
    }

    private final Schedule schedule;
    private final Path folder;
    private final Function<Measured, Results> results;
    private final Measurements measurements = new Measurements();

    /**
     * What was measured up to some moment.
     *
     * @param bars judged
     * @param samples all
     * @param failures all
     */
    public record Measured(List<Bar.Judged> bars, List<Sample> samples, List<Failure> failures) {}

    /**
     * A session that has not begun.
     *
     * @param folder for both files and for what processes print; made where it is missing
     * @param results puts what was measured beside what is known of the run
     */
    public Session(Schedule schedule, Path folder, Function<Measured, Results> results) {
        this.schedule = schedule;
        this.folder = folder;
        this.results = results;
    }

    /**
     * Measures everything.
     *
     * @throws IOException where nothing can be stored
     */
    public Results run(Listener listener) throws IOException, InterruptedException {
        List<Step> steps = schedule.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String line = run(step);
            store();
            listener.done(i + 1, steps.size(), line, schedule.expectedFrom(i + 1));
        }
        return store();
    }

    private String run(Step step) throws IOException, InterruptedException {
        String title = String.format(Locale.ROOT, "%-26s round %d", step.title(), step.round());
        Path stepFolder = folder.resolve(
                "steps", String.format(Locale.ROOT, "%s-r%d", step.title().replace(' ', '-'), step.round()));
        Files.createDirectories(stepFolder);
        try {
            List<Sample> samples = step.run(stepFolder);
            measurements.add(samples);
            return title + ": " + Tables.line(samples);
        } catch (TrialFailure e) {
            stopIfEnding();
            String reason = String.valueOf(e.getMessage());
            measurements.add(new Failure(step.round(), step.title(), reason));
            return title + ": FAILED: " + reason;
        }
    }

    /** Its processes are ended with this one: that a step fails then is no result. */
    private static void stopIfEnding() throws InterruptedException {
        if (Children.ending()) {
            throw new InterruptedException("told to end");
        }
    }

    private Results store() throws IOException {
        Results now = results.apply(new Measured(
                Bars.ALL.stream().map(bar -> bar.judge(measurements)).toList(),
                measurements.samples(),
                measurements.failures()));
        Files.writeString(folder.resolve(JSON_FILE), JSON.writeValueAsString(now) + "\n");
        Files.writeString(folder.resolve(MARKDOWN_FILE), new Tables(now).text());
        return now;
    }
}
