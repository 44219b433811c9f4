package claimbench.harness.claim;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import claimbench.load.Arrivals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A trial that nobody measured: what it would have found is set by hand. */
public final class MadeUpTrial {
    static final int IN_FLIGHT_USERS = 1_050;
    private static final int WINDOW_MILLIS = 2_000;

    final Map<String, Histogram> responses = new LinkedHashMap<>();
    final Map<String, Histogram> tokenGaps = new LinkedHashMap<>();
    final List<String> meters = new ArrayList<>();
    final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Trial.RequestCount> requests = new LinkedHashMap<>();
    private final List<Trial.Finding> findings = new ArrayList<>();
    private double coresBusy = 0.5;
    private int activeRequestsMax = 1;
    private Trial.@Nullable BackgroundTasks backgroundTasks;
    private List<Integer> targetCores = List.of(0);
    private String failure = "";
    private int usersInstead;

    private @Nullable Workload loadInstead;
    private @Nullable Condition asked;

    /** Four tasks in turns on one core, of which so many per cent are waiting. */
    public static MadeUpTrial waiting(Map<Integer, Double> speedups, double noise) {
        var sorted = new TreeMap<>(speedups);
        var trial = new MadeUpTrial()
                .asks(
                        "mixed",
                        Map.of(
                                "tasks",
                                "4",
                                "total-ms",
                                "30",
                                "io-percent",
                                sorted.keySet().stream().map(String::valueOf).collect(Collectors.joining(","))),
                        1);
        sorted.forEach((percent, speedup) ->
                trial.answered("serial-" + percent, 120 * noise).answered("concurrent-" + percent, 120 / speedup));
        return trial;
    }

    /** One to fifty calls of equal length, one after another or at once, that fall short of so many times as fast where they are many. */
    public static MadeUpTrial calls(double noise) {
        var trial =
                new MadeUpTrial().asks("calls", Map.of("calls", "1,3,5,50", "distributions", "fixed", "ms", "100"), 10);
        Map.of(1, 1.0, 3, 3.05, 5, 4.9, 50, 46.0)
                .forEach((calls, speedup) -> trial.answered("serial-fixed-" + calls, 1_000 * noise)
                        .answered("concurrent-fixed-" + calls, 1_000 / speedup));
        return trial;
    }

    /** What is asked of the target, where its experiment's name does not say it. */
    public MadeUpTrial asks(String scenario, Map<String, String> parameters, int users, String... options) {
        asked = new Condition(
                "",
                "",
                scenario,
                parameters,
                Workload.closed(users, 1_000, WINDOW_MILLIS),
                new CpuSets(List.of(0), List.of(1), List.of(1)),
                List.of(options));
        return this;
    }

    /** Requests that were answered after so many milliseconds, 20 of them. */
    public MadeUpTrial answered(String request, double millis) {
        return answered(request, millis, 20);
    }

    /** Requests that were answered after so many milliseconds. */
    public MadeUpTrial answered(String request, double millis, long count) {
        var histogram = new Histogram(3);
        histogram.setTag(request);
        if (count > 0) {
            histogram.recordValueWithCount((long) (millis * 1e6), count);
        }
        responses.put(request, histogram);
        requests.merge(request, new Trial.RequestCount(count, 0), MadeUpTrial::sum);
        return this;
    }

    /** Requests of which one in fifty was answered later than the others. */
    public MadeUpTrial answered(String request, double medianMillis, double p99Millis, long count) {
        answered(request, medianMillis, count);
        // Shares matter, not numbers: also of few requests one in fifty is late.
        var histogram = new Histogram(3);
        histogram.setTag(request);
        histogram.recordValueWithCount((long) (medianMillis * 1e6), 98);
        histogram.recordValueWithCount((long) (p99Millis * 1e6), 2);
        responses.put(request, histogram);
        return this;
    }

    /** Gaps between the tokens of a request's streams: 98 of so many milliseconds, and two of so many. */
    public MadeUpTrial gaps(String request, double usualMillis, double lateMillis) {
        var histogram = new Histogram(3);
        histogram.recordValueWithCount((long) (usualMillis * 1e6), 98);
        histogram.recordValueWithCount((long) (lateMillis * 1e6), 2);
        tokenGaps.put(request, histogram);
        return this;
    }

    /** What the target said of its process: its memory before the load, and context switches for each of a hundred answers. */
    public MadeUpTrial metered(long residentBytesBefore, int switchesPerAnswer) {
        meters.addAll(List.of(
                "process_resident_memory_bytes{process=\"reactive\",role=\"target\"} " + residentBytesBefore
                        + " 998.500",
                "claimbench_trial_phase{phase=\"warm-up\",role=\"harness\"} 1 999.000",
                "process_resident_memory_bytes{process=\"reactive\",role=\"target\"} 9E9 1000.000",
                "process_context_switches_total{kind=\"voluntary\",role=\"target\"} 7 1000.000",
                "process_context_switches_total{kind=\"voluntary\",role=\"target\"} " + (7 + 100 * switchesPerAnswer)
                        + " 1002.000",
                "http_server_requests_seconds_count{route=\"/wait\",role=\"target\"} 50 1000.000",
                "http_server_requests_seconds_count{route=\"/wait\",role=\"target\"} 150 1002.000"));
        return this;
    }

    public MadeUpTrial refused(String request, long count) {
        requests.merge(request, new Trial.RequestCount(0, count), MadeUpTrial::sum);
        return this;
    }

    public MadeUpTrial coresBusy(double cores) {
        coresBusy = cores;
        return this;
    }

    public MadeUpTrial inFlightAtMost(int requestsAtOnce) {
        activeRequestsMax = requestsAtOnce;
        return this;
    }

    /** What became of tasks in the background; null where the target did not say. */
    public MadeUpTrial background(Trial.@Nullable BackgroundTasks tasks) {
        backgroundTasks = tasks;
        return this;
    }

    /** Cores of the target; none for all of the machine's. */
    public MadeUpTrial on(Integer... cores) {
        targetCores = List.of(cores);
        return this;
    }

    /** So many requests of 200 ms a second, in an open load. */
    public MadeUpTrial arriving(int perSecond) {
        asked = new Condition(
                "",
                "",
                "wait",
                Map.of("ms", "200"),
                Workload.open(perSecond, 1_000, WINDOW_MILLIS),
                new CpuSets(List.of(), List.of(), List.of()));
        return this;
    }

    /** So many users, in place of the experiment's. */
    public MadeUpTrial users(int users) {
        usersInstead = users;
        return this;
    }

    /** An open load, in place of the experiment's. */
    public MadeUpTrial open(Arrivals arrivals) {
        loadInstead = Workload.open(arrivals, 1_000, WINDOW_MILLIS);
        return this;
    }

    public MadeUpTrial setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    public MadeUpTrial found(TrustCheck check, boolean passed, String detail) {
        findings.add(new Trial.Finding(check, passed, detail));
        return this;
    }

    /** A check that could not be made. */
    public MadeUpTrial unknown(TrustCheck check, String detail) {
        findings.add(Trial.Finding.unknown(check, detail));
        return this;
    }

    public MadeUpTrial failedBecause(String message) {
        failure = message;
        return this;
    }

    Trial build(String id, String experiment, String target, int round) {
        boolean failed = !failure.isEmpty();
        return new Trial(
                Trial.SCHEMA,
                id,
                condition(experiment, target),
                round,
                "2026-11-20T00:00:00Z",
                failed ? Trial.Outcome.FAILED : Trial.Outcome.COMPLETED,
                failed ? failure : null,
                failed ? null : new Trial.Window(1_000_000, 1_000_000 + WINDOW_MILLIS),
                requests,
                failed ? null : new Trial.GeneratorReading(10_000, 50_000, 0.25, 1, users(experiment), null),
                failed ? null : new Trial.ProcessReading(coresBusy, 90_000_000L, 30, activeRequestsMax),
                experiment.equals("fanout") ? 300_000L : null,
                backgroundTasks,
                failed ? null : new Trial.ObserverReading(0.002, 1, 1),
                findings);
    }

    private Condition condition(String experiment, String target) {
        Condition other = asked;
        if (other != null) {
            return new Condition(
                    experiment,
                    target,
                    other.scenario(),
                    other.parameters(),
                    other.workload(),
                    targetCores.isEmpty()
                            ? new CpuSets(List.of(), List.of(), List.of())
                            : new CpuSets(targetCores, List.of(8), List.of(9)),
                    other.options());
        }
        return switch (experiment) {
            case "fanout" -> condition(experiment, target, "fanout", Map.of("calls", "3", "ms", "100"));
            case "in-flight" -> condition(experiment, target, "wait", Map.of("ms", "500"));
            case "stack-plaintext" -> condition(experiment, target, "plaintext", Map.of());
            default -> condition(experiment, target, "cpu", Map.of("tasks", "10", "units", "160"));
        };
    }

    private Condition condition(String experiment, String target, String scenario, Map<String, String> parameters) {
        return new Condition(
                experiment,
                target,
                scenario,
                parameters,
                loadInstead != null
                        ? loadInstead
                        : Workload.closed(usersInstead > 0 ? usersInstead : users(experiment), 1_000, WINDOW_MILLIS),
                targetCores.isEmpty()
                        ? new CpuSets(List.of(), List.of(), List.of())
                        : new CpuSets(targetCores, List.of(8), List.of(9)));
    }

    private static int users(String experiment) {
        return experiment.equals("in-flight") ? IN_FLIGHT_USERS : 1;
    }

    private static Trial.RequestCount sum(Trial.RequestCount a, Trial.RequestCount b) {
        return new Trial.RequestCount(a.answered() + b.answered(), a.failed() + b.failed());
    }
}
