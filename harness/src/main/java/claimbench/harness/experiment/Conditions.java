package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan measures, and in how many of its rounds: experiments spread over targets, as finely and as often as the profile has
 * time for. Not thread-safe.
 */
final class Conditions {
    private final Profile profile;
    private final boolean looksFirst;
    private final int rounds;
    private final List<Integer> cores;
    private final boolean pinning;
    private final Map<Condition, Integer> roundsByCondition = new LinkedHashMap<>();
    private final List<Target> baselines = new ArrayList<>();

    /**
     * None yet.
     *
     * @param looksFirst whether experiments that allow it get a first look only
     * @param rounds of the plan
     */
    Conditions(Profile profile, boolean looksFirst, int rounds, List<Integer> cores, boolean pinning) {
        this.profile = profile;
        this.looksFirst = looksFirst;
        this.rounds = rounds;
        this.cores = cores;
        this.pinning = pinning;
    }

    /** Adds an experiment on those of the targets that it speaks of; a baseline on its own, whichever these are. */
    void add(Experiment experiment, List<Target> targets) {
        if (!experiment.part().sampling().grain().within(profile.grain()) || leavesNoCoreOut(experiment)) {
            return;
        }
        List<Target> measured = (experiment.part().start().baseline() ? baselineTargets(experiment) : targets)
                .stream().filter(target -> measures(experiment, target)).toList();
        for (Target target : measured) {
            if (looksAt(experiment, target, measured)) {
                roundsByCondition.put(condition(experiment, target), rounds(experiment));
            }
        }
    }

    /** Adds the condition that is measured twice. */
    void addSameTwice(List<Target> targets) {
        SameTwice.of(List.copyOf(roundsByCondition.keySet()), targets)
                .ifPresent(again -> roundsByCondition.put(
                        again,
                        roundsByCondition.entrySet().stream()
                                .filter(entry -> entry.getKey().again().equals(again))
                                .mapToInt(Map.Entry::getValue)
                                .findFirst()
                                .orElse(rounds)));
    }

    List<Condition> ofRound(int round) {
        return roundsByCondition.entrySet().stream()
                .filter(entry -> round <= entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many trials there are. */
    int trials() {
        return roundsByCondition.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The targets that were asked for, and those that baselines need beside them. */
    List<Target> targets(List<Target> asked) {
        var all = new ArrayList<>(asked);
        baselines.stream()
                .filter(target -> all.stream().noneMatch(one -> one.name().equals(target.name())))
                .forEach(all::add);
        return all.stream().distinct().toList();
    }

    private List<Target> baselineTargets(Experiment experiment) {
        List<Target> own = experiment.targets().stream()
                .map(name -> TargetCatalogue.find(name).orElseThrow())
                .toList();
        baselines.addAll(own);
        return own;
    }

    /** On fewer cores than the machine has, or it would be the same as on all of them. */
    private boolean leavesNoCoreOut(Experiment experiment) {
        int most = experiment.part().coresMax();
        return most < Integer.MAX_VALUE
                && (!pinning || most >= experiment.placement().targetCores(cores, pinning));
    }

    private boolean measures(Experiment experiment, Target target) {
        return experiment.speaksOf(target.name())
                && (!target.control() || ExperimentCatalogue.hasControls(experiment.id()))
                // A server that already runs cannot be started with other options, or kept to fewer cores.
                && (target.url() == null
                        || (options(experiment).isEmpty() && experiment.part().coresMax() == Integer.MAX_VALUE));
    }

    /** Where there is no time for all targets: those that the experiment prefers, or else the first; and whatever the user brought. */
    private boolean looksAt(Experiment experiment, Target target, List<Target> measured) {
        List<String> preferred = experiment.part().quick().targets();
        if (!looksFirst || preferred.isEmpty() || target.url() != null) {
            return true;
        }
        List<Target> ours = measured.stream().filter(one -> one.url() == null).toList();
        return ours.stream().map(Target::name).noneMatch(preferred::contains)
                ? target.equals(ours.getFirst())
                : preferred.contains(target.name());
    }

    private List<String> options(Experiment experiment) {
        return experiment.part().start().options().apply(targetCores(experiment));
    }

    private int targetCores(Experiment experiment) {
        return Math.min(experiment.part().coresMax(), experiment.placement().targetCores(cores, pinning));
    }

    private int rounds(Experiment experiment) {
        return firstLook(experiment) ? 1 : profile.rounds(experiment, rounds);
    }

    private boolean firstLook(Experiment experiment) {
        return looksFirst && experiment.part().quick().firstLook();
    }

    private Condition condition(Experiment experiment, Target target) {
        Profile.Times times =
                firstLook(experiment) ? profile.timesOfFirstLook(experiment.kind()) : profile.times(experiment.kind());
        return new Condition(
                experiment.id(),
                target.name(),
                experiment.scenario(),
                experiment.parameters(profile.grain(), targetCores(experiment)),
                experiment.workload().apply(times),
                experiment
                        .placement()
                        .cpuSets(cores, pinning)
                        .targetOnAtMost(experiment.part().coresMax()),
                options(experiment));
    }
}
