package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Workload;
import claimbench.harness.run.Affinity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as people read it. */
final class PlanText {
    private PlanText() {}

    /**
     * What will be run, where it is stored, and how long it takes.
     *
     * @param trialsAndChecks how long the trials take, and to check machine and tools before the first
     */
    static void summary(
            PrintWriter out,
            Plan plan,
            Duration trialsAndChecks,
            ProgramPlan programs,
            RunRecord.Stopping stopping,
            Path dir,
            List<String> notes) {
        int rounds = plan.rounds();
        if (!plan.trials().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%d trials (%d conditions, %d rounds), about %s with the checks before them; seed %d%n",
                    plan.trials().size(),
                    plan.conditions(),
                    rounds,
                    Durations.text(trialsAndChecks),
                    plan.seed());
        }
        if (stopping.early()) {
            out.println("stops after the third round or a later one, once every interval is decided");
        }
        Long budgetMillis = stopping.timeBudgetMillis();
        if (budgetMillis != null) {
            out.println("a round that would end after more than " + Durations.typed(Duration.ofMillis(budgetMillis))
                    + " is not begun"
                    + (stopping.roundsAtLeast() == 0 ? "" : ", from round " + (stopping.roundsAtLeast() + 1) + " on"));
        }
        plan.trials().stream()
                .map(PlannedTrial::condition)
                .filter(Condition::secondOfTwo)
                .findFirst()
                .ifPresent(second -> out.println("measured twice in each round, to tell the noise: "
                        + second.ownExperiment() + " on " + second.target()));
        if (!programs.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%d %s on virtual time, on %s, %d runs each, about %s%n",
                    programs.programs().size(),
                    programs.programs().size() == 1 ? "program" : "programs",
                    programs.subjects().stream().map(ProgramSubject::wireName).collect(Collectors.joining(" and ")),
                    ProgramPlan.RUNS,
                    Durations.text(programs.estimate()));
        }
        out.println("folder: " + dir);
        notes.forEach(note -> out.println("note: " + note));
        out.flush();
    }

    /** What is left of a run that was cut off. */
    static void rest(PrintWriter out, StoredRun stored, List<String> notes) {
        List<PlannedTrial> missing = stored.missing();
        out.printf(
                Locale.ROOT,
                "run %s goes on: %d of %d trials have ended, %d are left, about %s; seed %d%n",
                stored.run().id(),
                stored.trials().size(),
                stored.run().due().size(),
                missing.size(),
                Durations.text(Plan.estimate(missing)),
                stored.run().seed());
        stored.inFlight().ifPresent(id -> out.println("measured anew, since it was cut off: " + id));
        if (!stored.missingPrograms().isEmpty()) {
            out.println("programs left to run: " + String.join(", ", stored.missingPrograms()));
        }
        notes.forEach(note -> out.println("note: " + note));
        out.flush();
    }

    /** Every process that runs programs, and every trial, a line each. */
    static void trials(PrintWriter out, Plan plan, ProgramPlan programs) {
        for (int run = 1; run <= ProgramPlan.RUNS; run++) {
            for (ProgramSubject subject : programs.isEmpty() ? List.<ProgramSubject>of() : programs.subjects()) {
                out.println("programs on " + subject.wireName() + ", run " + run + ": "
                        + String.join(",", programs.programs()));
            }
        }
        for (PlannedTrial trial : plan.trials()) {
            Condition condition = trial.condition();
            Workload workload = condition.workload();
            out.printf(
                    Locale.ROOT,
                    "%-36s %-10s %s  warm-up %5d ms  window %5d ms  cores: target %s, generator %s%s%n",
                    trial.id(),
                    condition.scenario(),
                    workload.inWords(),
                    workload.warmUpMillis(),
                    workload.windowMillis(),
                    cores(condition.cpus().target()),
                    cores(condition.cpus().generator()),
                    condition.options().isEmpty()
                            ? ""
                            : "  target's options: " + String.join(" ", condition.options()));
        }
        out.flush();
    }

    private static String cores(List<Integer> cores) {
        return cores.isEmpty() ? "all" : Affinity.list(cores);
    }
}
