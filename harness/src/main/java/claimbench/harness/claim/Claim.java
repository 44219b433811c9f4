package claimbench.harness.claim;

import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.TrustCheck;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One claim of the courses, and how it is put to the test: by an experiment that measures targets under load, or by the
 * program of the same id, whose cases have traces.
 *
 * @param id unique in the catalogue
 * @param title a few words
 * @param restatement what is claimed, in our words
 * @param citations where, the first mention first
 * @param tryIt what to try in class; null where nobody thought of anything
 * @param experiment id of the experiment that measures it; null where a program shows it, or nothing can
 * @param targets it speaks of, by name; empty for all that its experiment measures
 * @param beside targets that it does not speak of, by name: measured and shown for contrast, and not judged
 * @param scope whom it speaks of, and why; null where there is nothing to say
 * @param theory what theory says of it, in three sentences; null where there is nothing to say
 * @param micro filter of the JMH benchmarks that measure what the models alone cost, without HTTP; null where none do
 * @param cases its instances
 * @param maps where it is true, sweep by sweep; they decide where there are no cases, and are shown beside them otherwise
 * @param ignores trust checks that cannot bias it
 * @param notTestable why nothing can measure it; null where it is measured
 */
public record Claim(
        String id,
        Text title,
        Text restatement,
        List<Citation> citations,
        @Nullable TryIt tryIt,
        @Nullable String experiment,
        List<String> targets,
        List<String> beside,
        @Nullable Text scope,
        @Nullable Text theory,
        @Nullable String micro,
        List<Case> cases,
        List<MapSpec> maps,
        List<Waiver> ignores,
        @Nullable Text notTestable) {

    public Claim {
        Required.text("id", id);
        Required.key("title", title);
        Required.key("restatement", restatement);
        citations = Required.list(citations);
        targets = Required.list(targets);
        beside = Required.list(beside);
        cases = Required.list(cases);
        ignores = Required.list(ignores);
        maps = Required.list(maps);
        if (citations.isEmpty()) {
            throw new IllegalArgumentException("claim " + id + " has no citations");
        }
        long traces = cases.stream().filter(one -> one.trace() != null).count();
        if (traces > 0 && (traces < cases.size() || experiment != null || !targets.isEmpty() || !ignores.isEmpty())) {
            throw new IllegalArgumentException(
                    "claim " + id
                            + " has cases with traces: then all of them need one, and it has no experiment, targets or ignores");
        }
        if (notTestable == null && traces == 0 && cases.isEmpty() && maps.isEmpty()) {
            throw new IllegalArgumentException("claim " + id
                    + " needs an experiment and cases, or a map, or cases with traces, or else the key 'notTestable'");
        }
        if (traces == 0 && experiment == null && cases.stream().anyMatch(one -> one.experiment() == null)) {
            throw new IllegalArgumentException("claim " + id + " has cases, and needs an experiment for them");
        }
        if (traces > 0 && !maps.isEmpty()) {
            throw new IllegalArgumentException("claim " + id + " is shown by a program, and cannot have a map");
        }
        if (!Collections.disjoint(targets, beside)) {
            throw new IllegalArgumentException("claim " + id + " has a target both in 'targets' and in 'beside'");
        }
        if (!beside.isEmpty() && (traces > 0 || notTestable != null)) {
            throw new IllegalArgumentException("claim " + id + " is not measured, and has no use for the key 'beside'");
        }
        if (notTestable != null && (experiment != null || !targets.isEmpty() || !cases.isEmpty() || !maps.isEmpty())) {
            throw new IllegalArgumentException(
                    "claim " + id + " is not testable, and yet has an experiment, targets or cases");
        }
    }

    public boolean testable() {
        return notTestable == null;
    }

    /** Whether a program shows it, by its trace. */
    public boolean shownByProgram() {
        return cases.stream().anyMatch(one -> one.trace() != null);
    }

    /** The targets that come with claimbench and that it speaks of, by name. */
    public List<String> targetsSpokenOf() {
        return targets.isEmpty()
                ? TargetCatalogue.names().stream()
                        .filter(target -> !beside.contains(target))
                        .filter(target -> experimentsJudged().stream()
                                .anyMatch(experiment -> ExperimentCatalogue.find(experiment)
                                        .map(found -> found.speaksOf(target))
                                        .orElse(false)))
                        .toList()
                : targets;
    }

    /** The experiment of one of its cases. */
    public String experimentOf(Case oneCase) {
        return String.valueOf(oneCase.experiment() == null ? experiment : oneCase.experiment());
    }

    /** The experiments whose targets it is judged on, by id: those of its cases, or of its map where that decides. */
    Set<String> experimentsJudged() {
        var ids = new LinkedHashSet<String>();
        cases.forEach(oneCase -> ids.add(experimentOf(oneCase)));
        if (mapsDecide()) {
            maps.stream()
                    .flatMap(map -> map.found().experiments().stream())
                    .filter(experiment -> !experiment.part().start().baseline())
                    .map(Experiment::id)
                    .forEach(ids::add);
        }
        return ids;
    }

    /**
     * Every experiment that it needs, by id: those, and what they are compared with, and those of its maps.
     *
     * @param mapsBeside whether maps are wanted that do not decide it
     */
    public Set<String> experiments(boolean mapsBeside) {
        var ids = new LinkedHashSet<String>();
        if (shownByProgram()) {
            return ids;
        }
        ids.addAll(experimentsJudged());
        for (Case oneCase : cases) {
            for (Measure measure : oneCase.measures()) {
                Against against = measure.against();
                if (against != null) {
                    ids.add(against.experiment());
                }
            }
        }
        if (mapsBeside || mapsDecide()) {
            maps.stream()
                    .flatMap(map -> map.found().experiments().stream())
                    .map(Experiment::id)
                    .forEach(ids::add);
        }
        return ids;
    }

    /** Whether maps alone say whether it is true. */
    public boolean mapsDecide() {
        return !maps.isEmpty() && cases.isEmpty();
    }

    /** Why a trust check does not matter to this claim; empty where it matters. */
    public Optional<Waiver> waiver(TrustCheck check) {
        return ignores.stream().filter(waiver -> waiver.check() == check).findFirst();
    }
}
