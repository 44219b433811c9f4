package claimbench.micro.compare;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The rows of the comparison, with the operations of one call. */
public final class Rows {
    private static final Map<String, Integer> OPERATIONS = Map.ofEntries(
            Map.entry("Switch", Switch.SWITCHES),
            Map.entry("SpawnJoin", SpawnJoin.TASKS),
            Map.entry("Gather10", Gather10.OPERATIONS),
            Map.entry("Gather1000", Gather1000.OPERATIONS),
            Map.entry("Gather100000", Gather100000.OPERATIONS),
            Map.entry("TimerFire", TimerFire.TIMERS),
            Map.entry("TimerCancel", TimerCancel.TIMERS),
            Map.entry("Cancel", Cancel.TASKS),
            Map.entry("WakeUpRoundTrip", WakeUpRoundTrip.ROUND_TRIPS),
            Map.entry("WakeUpMany", WakeUpMany.TASKS),
            Map.entry("QueueOf1", HandOff.ITEMS),
            Map.entry("QueueOf128", HandOff.ITEMS));

    private Rows() {}

    public static Set<String> names() {
        return OPERATIONS.keySet();
    }

    /** How many operations one call of a row's benchmark does. */
    public static int operations(String row) {
        return Objects.requireNonNull(OPERATIONS.get(row), row);
    }
}
