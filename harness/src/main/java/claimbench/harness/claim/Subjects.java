package claimbench.harness.claim;

import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which targets a claim is judged on:
 *
 * <pre>
 *   the claim names some    those of them that its experiments were to measure in this run
 *   it names none           every target that these were to measure
 *   either way              and servers that the user brought to be measured in them
 *   it names some beside    these are measured and shown for contrast, and not judged
 * </pre>
 *
 * <p>Who asked for some targets only is answered for these, and a profile that has no time for a target plans no trial of it: neither is
 * held to be missing, but the verdict says that it is about less.
 *
 * @param targets that it is judged on, in the order of tables
 * @param beside that are shown and not judged, in the same order
 * @param spokenOf all that it speaks of, whether they were asked for or not
 * @param asked for by the user
 */
record Subjects(List<String> targets, List<String> beside, List<String> spokenOf, List<String> asked) {

    static Subjects of(Observations run, Claim claim) {
        Set<String> experiments = claim.experimentsJudged();
        Set<String> measured = Stream.concat(
                        run.plan().stream().map(PlannedTrial::condition),
                        run.trials().stream().map(Trial::condition))
                .filter(condition -> experiments.contains(condition.experiment()))
                .map(Condition::target)
                .collect(Collectors.toSet());
        List<String> shown =
                run.targetsAsked().stream().filter(measured::contains).toList();
        List<String> beside = shown.stream()
                .filter(target ->
                        claim.beside().contains(target) && run.url(target).isEmpty())
                .toList();
        List<String> targets = shown.stream()
                .filter(target -> !beside.contains(target))
                .filter(target -> claim.targets().isEmpty()
                        || claim.targets().contains(target)
                        || run.url(target).isPresent())
                .toList();
        return new Subjects(targets, beside, claim.targetsSpokenOf(), run.targetsAsked());
    }

    /** That the user, or the profile, left some of them out; empty where all were to be measured. */
    Optional<Text> leftOut() {
        if (targets.isEmpty() || targets.containsAll(spokenOf)) {
            return Optional.empty();
        }
        boolean noTime = noTime();
        return Optional.of(new Text(
                "on " + Wording.list(targets) + " only, "
                        + (noTime ? "which is what this profile has time for" : "as asked"),
                "只在 " + Wording.listZh(targets) + " 上（" + (noTime ? "该档位的时间只够这些" : "按要求") + "）"));
    }

    /**
     * A verdict's reason, which names those that the profile left out: nobody chose that, and who reads no further must not take the claim to
     * be decided on them too. What is still open needs no such warning.
     */
    Text completed(Verdict.Ruling ruling, Text reason) {
        if (ruling == Verdict.Ruling.INCONCLUSIVE || leftOut().isEmpty() || !noTime()) {
            return reason;
        }
        List<String> missing =
                spokenOf.stream().filter(target -> !targets.contains(target)).toList();
        return new Text(
                reason.en() + " Not measured: " + Wording.list(missing) + ".",
                reason.zh() + "未测量：" + Wording.listZh(missing) + "。");
    }

    /** Whether the profile left some out, rather than the user. */
    private boolean noTime() {
        return asked.containsAll(spokenOf);
    }

    /** Why there is no target to judge it on. */
    Text whyNone() {
        return spokenOf.stream().anyMatch(asked::contains)
                ? new Text("It was not measured on any target.", "没有在任何目标上测量。")
                : new Text(
                        "It speaks of " + Wording.list(spokenOf) + ", and the run was asked for " + Wording.list(asked)
                                + " only.",
                        "该论断只涉及 " + Wording.listZh(spokenOf) + "，而这次运行只要求测量 " + Wording.listZh(asked) + "。");
    }
}
