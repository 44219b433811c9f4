package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunRecord;
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
 * twice in each round ({@link SameTwice}). Points of maps may have fewer rounds than the rest, and first looks have one ({@link
 * Conditions}).
 *
 * @param profile how long and how often
 * @param seed of the order, and of whatever the trials draw
 * @param targets that are measured
 * @param trials in order
 */
public record Plan(Profile profile, long seed, List<Target> targets, List<PlannedTrial> trials) {
    /** Most rounds of a plan. */
    public static final int ROUNDS_MAX = 1_000;

    /** An estimate for people, as the overhead of {@link LoadKind}. */
    private static final long JUDGING_MILLIS_PER_TRIAL = 70;

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

    /** Makes a plan in which claims that need more than a profile has time for get a first answer. */
    public static Plan make(
            Profile profile,
            int rounds,
            long seed,
            Collection<Experiment> experiments,
            List<Target> targets,
            List<Integer> cores,
            boolean pinning) {
        return make(profile, rounds, seed, experiments, targets, cores, pinning, false);
    }

    /**
     * Makes a plan.
     *
     * @param rounds how many trials each condition has, from 1 to {@value #ROUNDS_MAX}
     * @param experiments what to measure
     * @param targets on which servers
     * @param cores that may be used, as the kernel numbers them
     * @param pinning whether processes can be kept to cores
     * @param thorough whether everything is measured in each round, on every target, though the profile would take a first look at it
     *     only
     */
    public static Plan make(
            Profile profile,
            int rounds,
            long seed,
            Collection<Experiment> experiments,
            List<Target> targets,
            List<Integer> cores,
            boolean pinning,
            boolean thorough) {
        var conditions = new Conditions(profile, profile.looksFirst() && !thorough, rounds, cores, pinning);
        experiments.forEach(experiment -> conditions.add(experiment, targets));
        conditions.addSameTwice(targets);
        // Names are padded with zeros, so that they sort in the order of the plan.
        int digits = Math.max(3, Integer.toString(conditions.trials()).length());
        var random = new Random(seed);
        var trials = new ArrayList<PlannedTrial>();
        for (int round = 1; round <= rounds; round++) {
            var shuffled = new ArrayList<>(conditions.ofRound(round));
            Collections.shuffle(shuffled, random);
            for (Condition condition : shuffled) {
                String id = String.format(
                        Locale.ROOT, "%0" + digits + "d-%s-r%d", trials.size() + 1, condition.id(), round);
                trials.add(new PlannedTrial(id, round, condition));
            }
        }
        return new Plan(profile, seed, conditions.targets(targets), List.copyOf(trials));
    }

    /** How many trials a condition has at most. */
    public int rounds() {
        return trials.stream().mapToInt(PlannedTrial::round).max().orElse(0);
    }

    /** How many different things are measured. */
    public int conditions() {
        return (int)
                trials.stream().map(trial -> trial.condition().id()).distinct().count();
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
            millis += kind(trial.condition()).overheadMillis()
                    + workload.warmUpMillis()
                    + workload.windowMillis()
                    + Drain.millis(trial.condition());
        }
        return Duration.ofMillis(millis);
    }

    /**
     * How long a run of it should take that may end before its last round: then no longer than it may, or than its least rounds take.
     *
     * @param before what the run takes before its first trial
     */
    public Duration estimate(Duration before, RunRecord.Stopping stopping) {
        Duration all = before.plus(estimate());
        if (stopping.timeBudgetMillis() == null) {
            return all;
        }
        Duration bound = Duration.ofMillis(stopping.timeBudgetMillis());
        Duration least = before.plus(estimateOfRounds(stopping.roundsAtLeast()));
        return Collections.min(List.of(all, Collections.max(List.of(bound, least))));
    }

    /** How long it takes to judge so many trials and to write the report, which a run with a time budget leaves time for. */
    public static Duration judging(int trials) {
        return Duration.ofMillis(JUDGING_MILLIS_PER_TRIAL * trials);
    }

    /** How long the first rounds should take, so many. */
    public Duration estimateOfRounds(int rounds) {
        return estimate(trials.stream().filter(trial -> trial.round() <= rounds).toList());
    }

    /** Of an experiment that this version has no more, as of most. */
    private static LoadKind kind(Condition condition) {
        return ExperimentCatalogue.find(condition.ownExperiment())
                .map(Experiment::kind)
                .orElse(LoadKind.CALLS);
    }
}
