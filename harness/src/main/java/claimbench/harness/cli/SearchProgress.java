package claimbench.harness.cli;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import claimbench.harness.run.RunListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Shows how a search goes on: a line for each trial as it ends. How many there will be is a guess. */
record SearchProgress(PrintWriter out) implements RunListener {

    @Override
    public void started(PlannedTrial trial, int number, int total) {
        // Its end is told.
    }

    @Override
    public void ended(Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
        out.printf(
                Locale.ROOT,
                "[%2d of about %d] %-10s %-16s at %s/s: %s; about %s left%n",
                number,
                total,
                trial.condition().experiment(),
                trial.condition().target(),
                trial.condition().workload().rate(),
                Progress.result(trial, medianNanosByRequest),
                Durations.text(left));
        out.flush();
    }

    @Override
    public void noted(String note) {
        out.println("note: " + note);
        out.flush();
    }
}
