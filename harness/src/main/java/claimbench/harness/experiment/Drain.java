package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import java.util.Arrays;
import java.util.List;

/**
 * How long a trial goes on after its window, for the requests that are still under way: an estimate for people. What most trials need is in
 * the overhead of each; this is what some need beyond, since they ask for long waits, or queue.
 */
final class Drain {
    private static final long IN_THE_OVERHEAD_MILLIS = 500;

    private Drain() {}

    static long millis(Condition condition) {
        return Math.max(0, longestRequestMillis(condition) - IN_THE_OVERHEAD_MILLIS);
    }

    private static long longestRequestMillis(Condition condition) {
        return switch (condition.scenario()) {
            case "calls" -> largest(condition, "calls") * largest(condition, "ms");
            case "slow" -> largest(condition, "slow-ms");
            case "deadline" -> largest(condition, "timeout-ms");
            case "wait" -> queueMillis(condition);
            default -> 0;
        };
    }

    /** Users of a pool that was made smaller wait for their turn. */
    private static long queueMillis(Condition condition) {
        List<String> options = condition.options();
        int pool = options.indexOf("--pool");
        return pool < 0
                ? 0
                : condition.workload().users() * largest(condition, "ms") / Long.parseLong(options.get(pool + 1));
    }

    private static long largest(Condition condition, String parameter) {
        return Arrays.stream(condition.parameters().getOrDefault(parameter, "0").split(",", -1))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }
}
