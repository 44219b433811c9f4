package claimbench.harness.run;

import claimbench.harness.result.Beyond;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** Growth of the generator's connections in the window: its users, a tenth more, and this. */
    static final int CONNECTIONS_SLACK = 20;

    /**
     * Share of its ceiling at which the generator may send. Beyond, a request waits in the generator for half as long as
     * it works on one, and longer with each step (Pollaczek and Khinchine, for work that always takes as long).
     */
    static final double CEILING_SHARE_MAX = 0.5;

    /** Deviation from Little's law: what a user does between an answer and the next request takes time, too. */
    static final double LITTLE_DEVIATION_MAX = 0.1;

    /** Files that a JVM has open beside its connections. */
    static final int OTHER_FILES = 300;

    /** The issue's own bound: a hundredth of a core. */
    static final double HARNESS_CORES_MAX = 0.01;

    /** The issue's own bound for the samplers' window against the load's. */
    static final long SAMPLER_OFF_MILLIS_MAX = 50;

    /** What the generator says of a request that had no answer, or one with another status; all else is about bodies. */
    private static final Pattern NOT_OF_BODY = Pattern.compile("[^:]*: (?:no answer|status \\d+)\\b.*", Pattern.DOTALL);

    private TrustChecks() {}

    static Finding lag(GeneratorReading generator) {
        return new Finding(
                TrustCheck.GENERATOR_LAG,
                generator.lagNanosP95() <= LAG_NANOS_P95_MAX,
                "p95 " + millis(generator.lagNanosP95(), LAG_NANOS_P95_MAX) + ", at most " + millis(LAG_NANOS_P95_MAX)
                        + " allowed");
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
                        "%s of %d core%s, at most %.0f %% allowed",
                        Beyond.percent(share, GENERATOR_CPU_SHARE_MAX, 0),
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

    /**
     * Whether answers that looked right were right.
     *
     * @param wrong wrong bodies in the window
     * @param messages the first failures that differ, those of the warm-up too
     */
    static Finding bodies(Map<String, RequestCount> requests, long wrong, List<String> messages) {
        long checked =
                requests.values().stream().mapToLong(RequestCount::answered).sum();
        Optional<String> first = messages.stream()
                .filter(message -> !NOT_OF_BODY.matcher(message).matches())
                .findFirst();
        if (wrong == 0 && first.isEmpty()) {
            return new Finding(TrustCheck.BODIES, true, checked + " bodies checked, all right");
        }
        return new Finding(
                TrustCheck.BODIES,
                false,
                wrong + " wrong in the window, " + checked + " right"
                        + first.map(message -> "; the first: " + message).orElse(""));
    }

    /**
     * Whether the generator's connections stayed with its users.
     *
     * @param growth of its open files in the window; empty where that is not shown
     */
    static Finding connections(Optional<Integer> growth, int usersMax) {
        int max = usersMax + usersMax / 10 + CONNECTIONS_SLACK;
        return growth.map(more -> new Finding(
                        TrustCheck.GENERATOR_CONNECTIONS,
                        more <= max,
                        more + " more in the window, at most " + max + " allowed with " + usersMax + " users"))
                .orElseGet(() -> Finding.unknown(
                        TrustCheck.GENERATOR_CONNECTIONS, "the system does not show what a process has open"));
    }

    /**
     * Whether the generator could have sent much more.
     *
     * @param requestsPerSecond sent in the window
     * @param ceiling to a server that costs nothing; empty where it was not measured
     */
    static Finding ceiling(double requestsPerSecond, Optional<Double> ceiling) {
        return ceiling.map(most -> new Finding(
                        TrustCheck.GENERATOR_CEILING,
                        requestsPerSecond <= CEILING_SHARE_MAX * most,
                        String.format(
                                Locale.ROOT,
                                "%,.0f requests/s, %s of the %,.0f to a null server, at most %.0f %% allowed",
                                requestsPerSecond,
                                Beyond.percent(requestsPerSecond / most, CEILING_SHARE_MAX, 1),
                                most,
                                100 * CEILING_SHARE_MAX)))
                .orElseGet(() -> Finding.unknown(TrustCheck.GENERATOR_CEILING, "it was not measured in this run"));
    }

    /**
     * Little's law for a closed load without pauses: as many requests are under way on average as there are users (Little, Operations
     * Research 9(3), 1961). What is missing is time between requests; what is too much is time counted twice. Rate and time
     * are taken together, over what of each request lies in the window: then the law holds of a window of any length, and what is
     * under way at its ends is no error, however long it takes.
     *
     * @param underWay requests on average, by name; null where the generator did not say
     * @param failed requests of the window
     */
    static Finding littlesLaw(int users, @Nullable Map<String, Double> underWay, long failed) {
        if (failed > 0) {
            return Finding.unknown(TrustCheck.LITTLES_LAW, failed + " requests failed, after which users pause");
        }
        if (underWay == null) {
            return Finding.unknown(
                    TrustCheck.LITTLES_LAW, "the generator does not say how many requests were under way");
        }
        double mean =
                underWay.values().stream().mapToDouble(Double::doubleValue).sum();
        double deviation = mean / users - 1;
        return new Finding(
                TrustCheck.LITTLES_LAW,
                Math.abs(deviation) <= LITTLE_DEVIATION_MAX,
                String.format(
                        Locale.ROOT,
                        "%.1f requests under way on average with %d users: %s%s, at most %.0f %% allowed",
                        mean,
                        users,
                        deviation < 0 ? "-" : "+",
                        Beyond.percent(Math.abs(deviation), LITTLE_DEVIATION_MAX, 1),
                        100 * LITTLE_DEVIATION_MAX));
    }

    /**
     * Whether processes may open what the load needs.
     *
     * @param limits files that each may have open, by process; empty where the system does not say
     * @param needed connections of each
     */
    static Finding descriptors(Map<String, Long> limits, long needed) {
        if (limits.isEmpty()) {
            return Finding.unknown(TrustCheck.DESCRIPTORS, "the system does not say what a process may open");
        }
        long files = needed + OTHER_FILES;
        List<String> few = limits.entrySet().stream()
                .filter(entry -> entry.getValue() < files)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
        long least = Collections.min(limits.values());
        return new Finding(
                TrustCheck.DESCRIPTORS,
                few.isEmpty(),
                (few.isEmpty() ? "at least " + least + " a process" : String.join(", ", few)) + ", " + files
                        + " needed");
    }

    /** What the harness itself cost in the window. */
    static Finding harness(Optional<Double> coresBusy) {
        return coresBusy
                .map(cores -> new Finding(
                        TrustCheck.HARNESS_CPU,
                        cores <= HARNESS_CORES_MAX,
                        String.format(
                                Locale.ROOT,
                                "%s of a core, at most %.0f %% allowed",
                                Beyond.percent(cores, HARNESS_CORES_MAX, 2),
                                100 * HARNESS_CORES_MAX)))
                .orElseGet(() -> Finding.unknown(TrustCheck.HARNESS_CPU, "the system does not say"));
    }

    /** Whether the samples are of the load's window. */
    static Finding samplerWindow(long startMillis, long endMillis) {
        return new Finding(
                TrustCheck.SAMPLER_WINDOW,
                Math.max(Math.abs(startMillis), Math.abs(endMillis)) <= SAMPLER_OFF_MILLIS_MAX,
                String.format(
                        Locale.ROOT,
                        "%+d ms at its start, %+d ms at its end, at most %d ms allowed",
                        startMillis,
                        endMillis,
                        SAMPLER_OFF_MILLIS_MAX));
    }

    static Finding lateness(long nanosP95) {
        return new Finding(
                TrustCheck.UPSTREAM_LATENESS,
                nanosP95 <= LATENESS_NANOS_P95_MAX,
                "p95 " + millis(nanosP95, LATENESS_NANOS_P95_MAX) + ", at most " + millis(LATENESS_NANOS_P95_MAX)
                        + " allowed");
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

    /** What is said where nobody keeps processes to cores. */
    static final String NOT_PINNED = "not pinned: every process may use every core";

    /**
     * A process and its cores.
     *
     * @param planned empty where it is not kept to any
     * @param actual as the kernel says; empty where it does not
     */
    record Placed(String process, List<Integer> planned, Optional<List<Integer>> actual) {
        boolean misplaced() {
            return !planned.isEmpty() && actual.filter(planned::equals).isEmpty();
        }

        @Override
        public String toString() {
            return process + " may use "
                    + actual.map(cores -> "cores " + Affinity.list(cores)).orElse("unknown cores") + ", planned "
                    + Affinity.list(planned);
        }
    }

    /**
     * Whether all processes are where the plan wants them: as the kernel says, and not as they were told. Who was told nothing is
     * not where the plan wants it, but anywhere.
     *
     * @param plan in words, for processes that are all where they should be
     */
    static Finding placed(List<Placed> processes, String plan) {
        if (processes.stream().anyMatch(Placed::misplaced)) {
            return new Finding(
                    TrustCheck.CPU_SETS,
                    false,
                    processes.stream()
                            .filter(Placed::misplaced)
                            .map(Placed::toString)
                            .collect(Collectors.joining("; ")));
        }
        return processes.stream().anyMatch(one -> one.planned.isEmpty())
                ? Finding.unknown(TrustCheck.CPU_SETS, NOT_PINNED)
                : new Finding(TrustCheck.CPU_SETS, true, plan);
    }

    private static String text(RequestCount count) {
        return count.answered() + " answered and " + count.failed() + " failed";
    }

    private static String millis(long nanos, long nanosMax) {
        return Beyond.text(nanos / 1e6, nanosMax / 1e6, 1) + " ms";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
