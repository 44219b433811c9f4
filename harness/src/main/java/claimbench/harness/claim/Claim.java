package claimbench.harness.claim;

import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.TrustCheck;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One claim of the courses, and how it is put to the test: by an experiment that measures targets under load, or by the
 * program of the same id, whose cases have traces.
 *
 * @param id unique in the catalogue
 * @param title a few words
 * @param restatement what is claimed, in our words
 * @param citations where, the first mention first
 * @param experiment id of the experiment that measures it; null where a program shows it, or nothing can
 * @param targets it speaks of, by name; empty for all that its experiment measures
 * @param scope whom it speaks of, and why; null where there is nothing to say
 * @param cases its instances
 * @param ignores trust checks that cannot bias it
 * @param notTestable why nothing can measure it; null where it is measured
 */
public record Claim(
        String id,
        Text title,
        Text restatement,
        List<Citation> citations,
        @Nullable String experiment,
        List<String> targets,
        @Nullable Text scope,
        List<Case> cases,
        List<Waiver> ignores,
        @Nullable Text notTestable) {

    public Claim {
        Required.text("id", id);
        Required.key("title", title);
        Required.key("restatement", restatement);
        citations = Required.list(citations);
        targets = Required.list(targets);
        cases = Required.list(cases);
        ignores = Required.list(ignores);
        if (citations.isEmpty()) {
            throw new IllegalArgumentException("claim " + id + " has no citations");
        }
        long traces = cases.stream().filter(one -> one.trace() != null).count();
        if (traces > 0 && (traces < cases.size() || experiment != null || !targets.isEmpty() || !ignores.isEmpty())) {
            throw new IllegalArgumentException(
                    "claim " + id
                            + " has cases with traces: then all of them need one, and it has no experiment, targets or ignores");
        }
        if (notTestable == null && traces == 0 && (experiment == null || cases.isEmpty())) {
            throw new IllegalArgumentException("claim " + id
                    + " needs an experiment and cases, or cases with traces, or else the key 'notTestable'");
        }
        if (notTestable != null && (experiment != null || !targets.isEmpty() || !cases.isEmpty())) {
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
                        .filter(target -> ExperimentCatalogue.find(String.valueOf(experiment))
                                .map(found -> found.speaksOf(target))
                                .orElse(false))
                        .toList()
                : targets;
    }

    /** Why a trust check does not matter to this claim; empty where it matters. */
    public Optional<Waiver> waiver(TrustCheck check) {
        return ignores.stream().filter(waiver -> waiver.check() == check).findFirst();
    }
}
