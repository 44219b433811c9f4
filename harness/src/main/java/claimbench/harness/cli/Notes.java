package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.run.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What this machine cannot do that a measurement would want, for people to read before and after a run. */
final class Notes {
    private Notes() {}

    static List<String> of(EnvironmentRecord environment, Plan plan, ProgramPlan programs) {
        var notes = new ArrayList<String>();
        if (!programs.isEmpty() && programs.subjects().stream().noneMatch(ProgramSubject::isClaimsOwn)) {
            notes.add("no " + Python.WANTED + " was found: programs show their claims in Java only, by analogy");
        }
        if (plan.trials().isEmpty()) {
            // Virtual time passes no slower on a busy machine.
            return List.copyOf(notes);
        }
        int cores = environment.cores().size();
        if (!environment.taskset()) {
            notes.add("processes cannot be kept to cores here (no taskset): all of them share all cores");
        } else if (cores == 1) {
            notes.add("one core: target, generator and upstream share it, so figures hold the cost of all three");
        } else if (plan.trials().stream()
                .anyMatch(trial -> !trial.condition().cpus().apart())) {
            notes.add(cores + " cores: with CPU work the generator shares cores with the target");
        }
        busy(environment).ifPresent(notes::add);
        return List.copyOf(notes);
    }

    /** Where the machine has something else to do. */
    static Optional<String> busy(EnvironmentRecord environment) {
        int cores = environment.cores().size();
        return environment.loadAverage() > cores / 2.0
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the machine is busy with something else (load average %.1f on %d cores)",
                        environment.loadAverage(),
                        cores))
                : Optional.empty();
    }
}
