package claimbench.harness.run;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The limits beyond which a trial is doubtful, and the findings that come of them. All limits stand here.
 *
 * <p>What is late is judged by its 95th percentile. Claims are judged by medians, which a few late requests in a hundred do
 * not move; and the 99th percentile of the two hundred requests of a short window would be the third largest of them, which
 * says more about one hiccup of the machine than about the trial. The largest is stored beside it.
 */
final class TrustChecks {
    /**
     * A request that starts later than this behind its time was not asked for when it should have been. It is a tenth of
     * the shortest latency that the experiments wait for.
     */
    static final long LAG_NANOS_P95_MAX = 10_000_000;

    /** Share of its cores that the generator may use: beyond, its own queueing shows in response times. */
    static final double GENERATOR_CPU_SHARE_MAX = 0.8;

    /** How late the upstream may be: a tenth of the shortest latency that is asked of it. */
    static final long LATENESS_NANOS_P95_MAX = 10_000_000;

    /** Requests of each name in a window: the median of fewer is hardly one. */
    static final long REQUESTS_MIN = 10;

    private TrustChecks() {}

    static Finding lag(GeneratorReading generator) {
        return new Finding(
                TrustCheck.GENERATOR_LAG,
                generator.lagNanosP95() <= LAG_NANOS_P95_MAX,
                "p95 " + millis(generator.lagNanosP95()) + ", at most " + millis(LAG_NANOS_P95_MAX) + " allowed");
    }

    static Finding cpu(GeneratorReading generator) {
        Double coresBusy = generator.coresBusy();
        if (coresBusy == null) {
            return new Finding(TrustCheck.GENERATOR_CPU, false, "not read: the generator may have been too busy");
        }
        double share = coresBusy / generator.coresAllowed();
        return new Finding(
                TrustCheck.GENERATOR_CPU,
                share <= GENERATOR_CPU_SHARE_MAX,
                String.format(
                        Locale.ROOT,
                        "%.0f %% of %d core%s, at most %.0f %% allowed",
                        100 * share,
                        generator.coresAllowed(),
                        generator.coresAllowed() == 1 ? "" : "s",
                        100 * GENERATOR_CPU_SHARE_MAX));
    }

    /** Whether every request was answered rightly. */
    static Finding errors(Map<String, RequestCount> requests, List<String> messages) {
        long failed = requests.values().stream().mapToLong(RequestCount::failed).sum();
        String first = messages.isEmpty() ? "" : "; the first: " + messages.getFirst();
        return new Finding(TrustCheck.ERRORS, failed == 0, failed + " failed" + (failed == 0 ? "" : first));
    }

    static Finding lateness(long nanosP95) {
        return new Finding(
                TrustCheck.UPSTREAM_LATENESS,
                nanosP95 <= LATENESS_NANOS_P95_MAX,
                "p95 " + millis(nanosP95) + ", at most " + millis(LATENESS_NANOS_P95_MAX) + " allowed");
    }

    /** Whether the generator's own count of the whole trial and its log agree, request name by request name. */
    static Finding counts(Map<String, RequestCount> recorded, Map<String, RequestCount> logged) {
        var differences = new ArrayList<String>();
        recorded.forEach((name, count) -> {
            RequestCount other = logged.getOrDefault(name, new RequestCount(0, 0));
            if (!count.equals(other)) {
                differences.add(name + ": recorded " + text(count) + ", logged " + text(other));
            }
        });
        logged.keySet().stream()
                .filter(name -> !recorded.containsKey(name))
                .forEach(name -> differences.add(name + ": logged only"));
        long total = recorded.values().stream()
                .mapToLong(count -> count.answered() + count.failed())
                .sum();
        return new Finding(
                TrustCheck.COUNTS,
                differences.isEmpty(),
                differences.isEmpty() ? total + " requests in both" : String.join("; ", differences));
    }

    static Finding enough(Map<String, RequestCount> requests) {
        var few = requests.entrySet().stream()
                .filter(entry -> entry.getValue().answered() < REQUESTS_MIN)
                .map(entry -> entry.getKey() + " " + entry.getValue().answered())
                .sorted()
                .toList();
        return new Finding(
                TrustCheck.ENOUGH_REQUESTS,
                few.isEmpty() && !requests.isEmpty(),
                few.isEmpty()
                        ? "at least " + REQUESTS_MIN + " of each"
                        : String.join(", ", few) + "; at least " + REQUESTS_MIN + " of each needed");
    }

    /**
     * Whether a process may use the cores that the plan gave it, and no others.
     *
     * @param process what it is
     * @param planned its cores; empty where it was not to be pinned
     * @param actual as the kernel has it; empty where that is unknown
     * @return what differs; empty where nothing does
     */
    static Optional<String> misplaced(String process, List<Integer> planned, Optional<List<Integer>> actual) {
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        return actual.filter(planned::equals).isPresent()
                ? Optional.empty()
                : Optional.of(process + " may use "
                        + actual.map(cores -> "cores " + Affinity.list(cores)).orElse("unknown cores") + ", planned "
                        + Affinity.list(planned));
    }

    private static String text(RequestCount count) {
        return count.answered() + " answered and " + count.failed() + " failed";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
