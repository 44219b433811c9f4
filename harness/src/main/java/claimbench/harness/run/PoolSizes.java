package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.harness.result.Condition;
import claimbench.harness.result.ServerSettings;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What targets say of their pools, queues and JVM flags, trial by trial. What every model has must be equal; what is a
 * model's own (its threads, its loops) is the variable that is compared, and must only stay the same from trial to trial.
 * Not thread-safe.
 */
final class PoolSizes {
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
            differences.addAll(differences(said, sameTarget, ServerSettings.sizes(about.settings())));
        }
        if (ours) {
            Said sameExperiment = firsts.putIfAbsent("experiment " + condition.experiment(), said);
            if (sameExperiment != null && sameTarget == null) {
                differences.addAll(differences(said, sameExperiment, ServerSettings.equalEverywhere(about.settings())));
            }
        }
        return new Finding(
                TrustCheck.POOL_SIZES,
                differences.isEmpty(),
                differences.isEmpty() ? said(ServerSettings.sizes(about.settings())) : String.join("; ", differences));
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
        if (!flags(now).equals(flags(earlier))) {
            differences.add("its JVM's flags are " + now.about.flags() + ", and " + earlier.about.flags() + " on "
                    + earlier.target + " in " + earlier.trial);
        }
        return differences;
    }

    /** A {@link StartCache} is of one target; that each has one is what is equal. */
    private static List<String> flags(Said said) {
        return said.about.flags().stream()
                .map(flag -> flag.startsWith(Installation.START_CACHE_FLAG) ? Installation.START_CACHE_FLAG : flag)
                .toList();
    }

    private static String said(Map<String, Object> settings) {
        return settings.isEmpty() ? "the target declares none" : "as declared: " + settings;
    }
}
