package claimbench.harness.result;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a target says of its pools and queues, by name, in order of the names. */
public final class ServerSettings {
    /** They have nothing to do with the model, and every target of a run has the same. */
    private static final Set<String> EQUAL_EVERYWHERE = Set.of(
            "databasePool", "databaseQueue", "backgroundTasks", "backgroundQueue", "offLoadQueue", "parallelThreads");

    /**
     * They tell no size: how fast the target finds itself to compute, which is never twice the same, and which of several workers answers,
     * which may be any of them.
     */
    private static final Set<String> NO_SIZES = Set.of("unitsPerMs", "worker");

    private ServerSettings() {}

    /** Those that tell a size. */
    public static Map<String, Object> sizes(Map<String, Object> said) {
        return where(said, name -> !NO_SIZES.contains(name));
    }

    /** Those that every target of a run must have alike. */
    public static Map<String, Object> equalEverywhere(Map<String, Object> said) {
        return where(said, EQUAL_EVERYWHERE::contains);
    }

    /** Those that are the model's own: its threads, its loops. */
    public static Map<String, Object> ofModel(Map<String, Object> said) {
        return where(sizes(said), name -> !EQUAL_EVERYWHERE.contains(name));
    }

    private static Map<String, Object> where(Map<String, Object> said, Predicate<String> name) {
        var some = new TreeMap<>(said);
        some.keySet().removeIf(name.negate());
        return some;
    }
}
