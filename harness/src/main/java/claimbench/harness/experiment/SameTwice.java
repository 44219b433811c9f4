package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Picks the condition that a run measures twice in each round, under two names (A/A): the same server, the same load, shuffled
 * among the others like any other. What is found to be different between the two is noise, so the pair shows how often
 * this run, on this machine, finds a difference where there is none.
 *
 * <pre>
 *   experiment   the first of the run, in the order of the catalogue: fanout wherever it is measured
 *   target       one that trials start; event-loop, or else the first
 * </pre>
 *
 * <p>Reasons: {@code fanout} has the most kinds of request (six), so its pair compares the most figures, of the kind that
 * most claims rest on (medians and their ratios), in a trial that is among the shortest. Experiments beside controls, which no
 * claim rests on, come last in the catalogue. A server that was already running is not started anew, so what differs from
 * JVM to JVM would not be seen. The event loop is what the courses are about, and every experiment measures it. A search for capacities has no
 * experiments of the catalogue, and takes the target alone from here.
 */
public final class SameTwice {
    private static final String PREFERRED_TARGET = "event-loop";

    private SameTwice() {}

    /**
     * The second of the pair.
     *
     * @param conditions of a run, in the order of the catalogues of experiments and of targets
     * @param targets that the run measures
     * @return empty where there is no condition
     */
    static Optional<Condition> of(List<Condition> conditions, List<Target> targets) {
        return conditions.stream()
                .filter(condition ->
                        condition.experiment().equals(conditions.getFirst().experiment()))
                .min(Comparator.comparing(Condition::target, preferred(targets)))
                .map(Condition::again);
    }

    /** The target of the pair, of one or more. */
    public static String target(List<Target> targets) {
        return targets.stream().map(Target::name).min(preferred(targets)).orElseThrow();
    }

    private static Comparator<String> preferred(List<Target> targets) {
        Set<String> started = targets.stream()
                .filter(target -> target.url() == null)
                .map(Target::name)
                .collect(Collectors.toSet());
        return Comparator.comparing((String target) -> !started.contains(target))
                .thenComparing(target -> !target.equals(PREFERRED_TARGET));
    }
}
