package claimbench.harness.report.figure;

import claimbench.harness.claim.Case;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Measure;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An experiment that claims of a run rest on, with its trials that were measured.
 *
 * @param experiment its id
 * @param claims that rest on it, in their order
 * @param requests the kinds of request that these claims speak of; all of them where they speak of none
 * @param targets in the order of the run
 * @param trials in the order in which they were run
 */
record Measured(
        String experiment, List<String> claims, List<String> requests, List<String> targets, List<Trial> trials) {

    /** Those of a run, in the order of the claims; one of which no trial was measured is left out. */
    static List<Measured> of(StoredRun run, List<Verdict> verdicts) {
        var claims = new LinkedHashMap<String, Set<String>>();
        var requests = new LinkedHashMap<String, Set<String>>();
        for (Verdict verdict : verdicts) {
            Claim claim = verdict.claim();
            if (!claim.testable() || claim.shownByProgram()) {
                continue;
            }
            for (Case oneCase : claim.cases()) {
                String experiment = claim.experimentOf(oneCase);
                claims.computeIfAbsent(experiment, id -> new LinkedHashSet<>()).add(claim.id());
                Set<String> named = requests.computeIfAbsent(experiment, id -> new LinkedHashSet<>());
                oneCase.measures().forEach(measure -> name(named, measure));
            }
        }
        var all = new ArrayList<Measured>();
        claims.forEach((experiment, its) -> {
            List<Trial> trials = run.trials().stream()
                    .filter(Trial::completed)
                    .filter(trial -> trial.condition().experiment().equals(experiment))
                    .toList();
            if (!trials.isEmpty()) {
                all.add(of(experiment, List.copyOf(its), requests, trials, run));
            }
        });
        return all;
    }

    private static Measured of(
            String experiment,
            List<String> claims,
            Map<String, Set<String>> requestsByExperiment,
            List<Trial> trials,
            StoredRun run) {
        var there = new LinkedHashSet<String>();
        trials.forEach(trial -> there.addAll(trial.requests().keySet()));
        var named = new LinkedHashSet<>(Objects.requireNonNull(requestsByExperiment.get(experiment)));
        named.retainAll(there);
        List<String> measuredTargets = trials.stream()
                .map(trial -> trial.condition().target())
                .distinct()
                .toList();
        var targets = new LinkedHashSet<>(run.run().targets());
        targets.retainAll(measuredTargets);
        targets.addAll(measuredTargets);
        return new Measured(
                experiment, claims, List.copyOf(named.isEmpty() ? there : named), List.copyOf(targets), trials);
    }

    private static void name(Set<String> names, Measure measure) {
        String baseline = measure.baseline();
        String treatment = measure.treatment();
        String request = measure.request();
        if (baseline != null) {
            names.add(baseline);
        }
        if (treatment != null) {
            names.add(treatment);
        }
        if (request != null) {
            names.add(request);
        }
    }

    /** The trials on one target. */
    List<Trial> on(String target) {
        return trials.stream()
                .filter(trial -> trial.condition().target().equals(target))
                .toList();
    }
}
