package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.harness.result.Condition;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What targets say of their pools, queues and JVM flags, trial by trial. What every model has must be equal; what is a
 * model's own (its threads, its loops) is the variable that is compared, and must only stay the same from trial to trial.
 * Not thread-safe.
 */
final class PoolSizes {
    /** Settings that have nothing to do with the model. */
    private static final List<String> EQUAL_EVERYWHERE = List.of(
            "databasePool", "databaseQueue", "backgroundTasks", "backgroundQueue", "offLoadQueue", "parallelThreads");

    /**
     * What tells no size: how fast the target finds itself to compute, which is never twice the same, and which of several workers answers,
     * which may be any of them.
     */
    private static final List<String> NO_SIZES = List.of("unitsPerMs", "worker");

    private record Said(String target, String trial, About about) {}

    /** First of its experiment, and first of its experiment and target. */
    private final Map<String, Said> firsts = new HashMap<>();

    /**
     * Compares with what was said in earlier trials, and remembers.
     *
     * @param ours whether it is one of the targets that claims speak of, started by the run
     */
    Finding compared(Condition condition, String trial, About about, boolean ours) {
        var said = new Said(condition.target(), trial, about);
        var differences = new ArrayList<String>();
        Said sameTarget = firsts.putIfAbsent(condition.id(), said);
        if (sameTarget != null) {
            differences.addAll(differences(said, sameTarget, settings(about, List.of())));
        }
        if (ours) {
            Said sameExperiment = firsts.putIfAbsent("experiment " + condition.experiment(), said);
            if (sameExperiment != null && sameTarget == null) {
                differences.addAll(differences(said, sameExperiment, settings(about, EQUAL_EVERYWHERE)));
            }
        }
        return new Finding(
                TrustCheck.POOL_SIZES,
                differences.isEmpty(),
                differences.isEmpty() ? said(settings(about, List.of())) : String.join("; ", differences));
    }

    private static List<String> differences(Said now, Said earlier, Map<String, Object> settings) {
        var differences = new ArrayList<String>();
        settings.forEach((name, value) -> {
            Object other = earlier.about.settings().get(name);
            // What only one of them has is its model's own.
            if (!Objects.equals(value, other) && (other != null || now.target.equals(earlier.target))) {
                differences.add(
                        name + " is " + value + ", and " + other + " on " + earlier.target + " in " + earlier.trial);
            }
        });
        if (!Objects.equals(now.about.flags(), earlier.about.flags())) {
            differences.add("its JVM's flags are " + now.about.flags() + ", and " + earlier.about.flags() + " on "
                    + earlier.target + " in " + earlier.trial);
        }
        return differences;
    }

    /** Settings of these names, or all of them; without those that tell no size. */
    private static Map<String, Object> settings(About about, List<String> names) {
        var settings = new TreeMap<>(about.settings());
        settings.keySet().removeAll(NO_SIZES);
        if (!names.isEmpty()) {
            settings.keySet().retainAll(names);
        }
        return settings;
    }

    private static String said(Map<String, Object> settings) {
        return settings.isEmpty() ? "the target declares none" : "as declared: " + settings;
    }
}
