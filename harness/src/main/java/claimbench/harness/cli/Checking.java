package claimbench.harness.cli;

import claimbench.harness.experiment.Placement;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.RunChecks;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Installation;
import claimbench.harness.run.RunChecker;
import claimbench.harness.run.RunListener;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run checks once, before its first trial.
 *
 * @param witness the server that a second witness is to ask; null where there is none
 */
record Checking(RunChecker checker, RunChecker.Extent extent, RunChecker.@Nullable Subject witness) {

    /**
     * What is to be checked; to be made while this process still may use all of the run's cores.
     *
     * @param thorough whether more than a short run has time for is wanted
     */
    static Checking of(Installation installation, Plan plan, boolean thorough) {
        List<Integer> cores = Affinity.ownCores();
        return new Checking(
                new RunChecker(
                        installation,
                        Bounds.DEFAULT,
                        cores,
                        Placement.TARGET_ALONE.cpuSets(cores, Affinity.taskset().isPresent())),
                extent(plan.profile(), thorough),
                plan.targets().stream()
                        .filter(target -> target.url() == null && !target.control())
                        .findFirst()
                        .flatMap(target -> subject(installation, target))
                        .orElse(null));
    }

    /** How much a run of this profile has time for. */
    private static RunChecker.Extent extent(Profile profile, boolean thorough) {
        return thorough || profile != Profile.QUICK ? RunChecker.Extent.ALL : RunChecker.Extent.CEILING;
    }

    /** How long that takes before the first trial; no time where there is none. */
    static Duration estimate(Profile profile, boolean thorough, boolean underLoad) {
        return underLoad ? extent(profile, thorough).estimate() : Duration.ZERO;
    }

    /** Checks, or reads what was checked before a run was cut off. */
    RunChecks checks(Path dir, RunListener listener) throws IOException, InterruptedException {
        return checker.ofRun(dir, extent, witness, what -> listener.noted("measuring " + what));
    }

    /** How a target is started; empty where it is not installed, which its trials will say. */
    static Optional<RunChecker.Subject> subject(Installation installation, Target target) {
        try {
            return Optional.of(new RunChecker.Subject(target.name(), installation.target(target)));
        } catch (TrialFailure e) {
            return Optional.empty();
        }
    }
}
