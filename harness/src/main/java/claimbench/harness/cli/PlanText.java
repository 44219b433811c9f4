package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Workload;
import claimbench.harness.run.Affinity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A plan as people read it. */
final class PlanText {
    private PlanText() {}

    /** What will be run, where it is stored, and how long it takes. */
    static void summary(PrintWriter out, Plan plan, Path dir, List<String> notes) {
        int rounds = plan.profile().rounds();
        out.printf(
                Locale.ROOT,
                "%d trials (%d conditions, %d rounds), about %s; seed %d%n",
                plan.trials().size(),
                plan.trials().size() / rounds,
                rounds,
                Durations.text(plan.estimate()),
                plan.seed());
        out.println("folder: " + dir);
        notes.forEach(note -> out.println("note: " + note));
        out.flush();
    }

    /** Every trial, a line each. */
    static void trials(PrintWriter out, Plan plan) {
        for (PlannedTrial trial : plan.trials()) {
            Condition condition = trial.condition();
            Workload workload = condition.workload();
            out.printf(
                    Locale.ROOT,
                    "%-36s %-10s users %-5d warm-up %5d ms  window %5d ms  cores: target %s, generator %s%n",
                    trial.id(),
                    condition.scenario(),
                    workload.users(),
                    workload.warmUpMillis(),
                    workload.windowMillis(),
                    cores(condition.cpus().target()),
                    cores(condition.cpus().generator()));
        }
        out.flush();
    }

    private static String cores(List<Integer> cores) {
        return cores.isEmpty() ? "all" : Affinity.list(cores);
    }
}
