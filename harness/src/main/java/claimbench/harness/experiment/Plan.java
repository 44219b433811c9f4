package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The trials of a run, in order. Every condition is measured once in each round, and each round has its own order, drawn
 * from the seed: a machine that grows warm or busy with time then touches all conditions alike. One condition is measured
 * twice in each round ({@link SameTwice}).
 *
 * @param profile how long and how often
 * @param seed of the order, and of whatever the trials draw
 * @param targets that are measured
 * @param trials in order
 */
public record Plan(Profile profile, long seed, List<Target> targets, List<PlannedTrial> trials) {
    /**
     * What a trial takes beside its load: JVMs to start, which overlap, and to end. An estimate for people, found on a
     * machine with two cores; nothing is measured with it.
     */
    static final int OVERHEAD_MILLIS_PER_TRIAL = 2_000;

    /** Most rounds of a plan. */
    public static final int ROUNDS_MAX = 1_000;

    /** Makes a plan with as many rounds as the profile has. */
    public static Plan make(
            Profile profile,
            long seed,
            Collection<Experiment> experiments,
            List<Target> targets,
            List<Integer> cores,
            boolean pinning) {
        return make(profile, profile.rounds(), seed, experiments, targets, cores, pinning);
    }

    /**
     * Makes a plan.
     *
     * @param rounds how many trials each condition has, from 1 to {@value #ROUNDS_MAX}
     * @param experiments what to measure
     * @param targets on which servers
     * @param cores that may be used, as the kernel numbers them
     * @param pinning whether processes can be kept to cores
     */
    public static Plan make(
            Profile profile,
            int rounds,
            long seed,
            Collection<Experiment> experiments,
            List<Target> targets,
            List<Integer> cores,
            boolean pinning) {
        List<Condition> conditions = conditions(profile, experiments, targets, cores, pinning);
        // Names are padded with zeros, so that they sort in the order of the plan.
        int digits = Math.max(3, Integer.toString(rounds * conditions.size()).length());
        var random = new Random(seed);
        var trials = new ArrayList<PlannedTrial>();
        for (int round = 1; round <= rounds; round++) {
            var shuffled = new ArrayList<>(conditions);
            Collections.shuffle(shuffled, random);
            for (Condition condition : shuffled) {
                String id = String.format(
                        Locale.ROOT, "%0" + digits + "d-%s-r%d", trials.size() + 1, condition.id(), round);
                trials.add(new PlannedTrial(id, round, condition));
            }
        }
        return new Plan(profile, seed, List.copyOf(targets), List.copyOf(trials));
    }

    /** How many trials each condition has. */
    public int rounds() {
        return trials.stream().mapToInt(PlannedTrial::round).max().orElse(0);
    }

    /** How long it should take, by and large. */
    public Duration estimate() {
        return estimate(trials);
    }

    /** How long these trials should take, by and large. */
    public static Duration estimate(List<PlannedTrial> trials) {
        long millis = 0;
        for (PlannedTrial trial : trials) {
            Workload workload = trial.condition().workload();
            millis += OVERHEAD_MILLIS_PER_TRIAL + workload.warmUpMillis() + workload.windowMillis();
        }
        return Duration.ofMillis(millis);
    }

    private static boolean measures(Experiment experiment, Target target) {
        return experiment.speaksOf(target.name())
                && (!target.control() || ExperimentCatalogue.hasControls(experiment.id()));
    }

    private static List<Condition> conditions(
            Profile profile,
            Collection<Experiment> experiments,
            List<Target> targets,
            List<Integer> cores,
            boolean pinning) {
        var conditions = new ArrayList<Condition>();
        for (Experiment experiment : experiments) {
            Profile.Times times = profile.times(experiment.kind());
            for (Target target : targets) {
                if (measures(experiment, target)) {
                    Placement placement = experiment.placement();
                    conditions.add(new Condition(
                            experiment.id(),
                            target.name(),
                            experiment.scenario(),
                            experiment.parameters().apply(placement.targetCores(cores, pinning)),
                            Workload.closed(experiment.users(), times.warmUpMillis(), times.windowMillis()),
                            placement.cpuSets(cores, pinning)));
                }
            }
        }
        SameTwice.of(conditions, targets).ifPresent(conditions::add);
        return conditions;
    }
}
