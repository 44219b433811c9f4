package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.Trial;
import claimbench.harness.run.RunListener;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run goes on: a line for each trial as it ends, and, on a terminal, a bar below. The bar is on standard
 * error, so that what is piped away stays free of it.
 */
final class Progress implements RunListener, AutoCloseable {
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter out;
    private final @Nullable ProgressBar bar;

    Progress(PrintWriter out, Plan plan) {
        this.out = out;
        this.bar = onTerminal() && !plan.trials().isEmpty() ? bar(plan.trials().size()) : null;
    }

    @Override
    public void started(PlannedTrial trial, int number, int total) {
        if (bar != null) {
            bar.setExtraMessage(" " + trial.condition().experiment() + ", "
                    + trial.condition().target());
        }
    }

    @Override
    public void ended(Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
        String line = String.format(
                Locale.ROOT,
                "[%" + Integer.toString(total).length() + "d/%d] %-10s %-16s round %d: %s; %s left",
                number,
                total,
                trial.condition().experiment(),
                trial.condition().target(),
                trial.round(),
                result(trial, medianNanosByRequest),
                Durations.text(left));
        print(line);
        if (bar != null) {
            bar.stepTo(number);
        }
    }

    @Override
    public void programsEnded(ProgramRun run) {
        print("programs on " + run.subject() + ", run " + run.number() + ": "
                + (run.completed()
                        ? run.programs().size() + " traces recorded (" + run.runtime() + ")"
                        : "FAILED: " + run.message()));
    }

    @Override
    public void noted(String note) {
        print("note: " + note);
    }

    private void print(String line) {
        out.println(bar == null ? line : CLEAR_LINE + line);
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** A trial in brief: the median of each request, and what makes it doubtful. */
    static String result(Trial trial, Map<String, Long> medianNanosByRequest) {
        if (!trial.completed()) {
            return "FAILED: " + trial.message();
        }
        String medians = medianNanosByRequest.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Durations.millis(entry.getValue()))
                .collect(Collectors.joining(", "));
        String doubts = trial.findings().stream()
                .filter(finding -> finding.failed())
                .map(finding -> finding.check() + " (" + finding.detail() + ")")
                .collect(Collectors.joining(", "));
        return doubts.isEmpty() ? medians : medians + "; DOUBTFUL: " + doubts;
    }

    @SuppressWarnings("SystemConsoleNull") // its documentation still allows null
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static ProgressBar bar(int total) {
        return new ProgressBarBuilder()
                .setTaskName("trials")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .continuousUpdate()
                .hideEta()
                .build();
    }
}
