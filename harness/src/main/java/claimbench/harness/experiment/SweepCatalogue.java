package claimbench.harness.experiment;

import static java.util.Map.entry;

import claimbench.harness.result.Condition;
import claimbench.harness.stats.Laws;
import claimbench.harness.stats.Laws.Latencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sweeps that maps are made from. To add one: its entry here, and experiments whose trials hold its points.
 *
 * <p>A point takes its place on the axis from the condition that was measured, never from the profile: so a stored run is read as it was made,
 * whatever later versions measure.
 */
public final class SweepCatalogue {
    private static final String PLATFORM_THREADS = "platform-threads";

    /** Threads of the pool of the target platform-threads, unless it is told otherwise. */
    static final int POOL = 200;

    /** Equal calls at once, up to fifty: within this of k in a quiet run. */
    private static final double FAN_OUT_BAR = 0.03;

    /** Unequal ones: within this of the sum over the longest. */
    private static final double LONGEST_BAR = 0.05;

    /** Of two requests of one trial: theory says how many times as fast one is. */
    private static final List<String> SPEED_UPS = List.of("speedup", "mean-speedup");

    /** Of two conditions: theory says how many times as many answers one has. How long these take it does not say, since a full server's queue grows. */
    private static final List<String> THROUGHPUT = List.of("throughput-ratio");

    /** Of requests that wait: theory says that they take as long as they ask for. */
    private static final List<String> OVER_WAIT = List.of("median-over-wait", "p99-over-wait");

    private static final List<Sweep> SWEEPS = List.of(
            new Sweep(
                    "number-of-calls",
                    new Words("calls at once", "并发调用数"),
                    k -> new Words("k = " + k, "k = " + k),
                    series(
                            entry("fixed", new Words("equal latencies", "等长延迟")),
                            entry("exponential", new Words("exponential latencies", "指数分布的延迟")),
                            entry("lognormal", new Words("lognormal latencies (a long tail)", "对数正态分布的延迟（长尾）"))),
                    SPEED_UPS,
                    "calls"::equals,
                    each(SweepCatalogue::calls),
                    Map.of("fixed", FAN_OUT_BAR, "exponential", LONGEST_BAR, "lognormal", LONGEST_BAR),
                    Map.of("fixed", Fitting.AMDAHL)),
            new Sweep(
                    "unequal-calls",
                    new Words("length of the second call, in lengths of the first", "第二个调用的长度（以第一个为单位）"),
                    SweepCatalogue::ratio,
                    series(entry("two-calls", new Words("two calls", "两个调用"))),
                    SPEED_UPS,
                    "calls"::equals,
                    each(SweepCatalogue::unequalCalls),
                    Map.of("two-calls", LONGEST_BAR),
                    Map.of()),
            new Sweep(
                    "database-and-api",
                    new Words("length of the API call, in lengths of the query", "接口调用的长度（以数据库查询为单位）"),
                    SweepCatalogue::ratio,
                    series(entry("two-operations", new Words("one query and one API call", "一次查询加一次接口调用"))),
                    SPEED_UPS,
                    "pairs"::equals,
                    each(SweepCatalogue::pairs),
                    Map.of("two-operations", LONGEST_BAR),
                    Map.of()),
            new Sweep(
                    "number-of-operations",
                    new Words("operations of equal length at once", "同时进行的等长操作数"),
                    count("operation", " 个操作"),
                    series(entry("operations", new Words("operations of equal length", "等长的操作"))),
                    SPEED_UPS,
                    "calls"::equals,
                    each(condition -> calls(condition).stream()
                            .filter(point -> point.series().equals("fixed"))
                            .map(point -> SweepPoint.within(
                                    condition,
                                    "operations",
                                    point.x(),
                                    point.law(),
                                    String.valueOf(point.baseline()),
                                    String.valueOf(point.treatment())))
                            .toList()),
                    Map.of("operations", FAN_OUT_BAR),
                    Map.of("operations", Fitting.AMDAHL)),
            new Sweep(
                    "io-share",
                    new Words("share of the time that is waiting, in per cent", "等待时间占比（%）"),
                    share -> new Words(share + " % waiting", "等待占 " + share + "%"),
                    series(entry(
                            "four-tasks",
                            new Words(ExperimentCatalogue.MIXED_TASKS + " tasks on one core", "单核上的 4 个任务"))),
                    SPEED_UPS,
                    "io-share"::equals,
                    each(SweepCatalogue::ioShares)),
            new Sweep(
                    "cores",
                    new Words("cores of the target", "目标可用的核数"),
                    count("core", " 个核"),
                    series(entry("one-request", new Words("one request spread over the cores", "一个请求分摊到各核"))),
                    SPEED_UPS,
                    experiment -> experiment.equals("cpu-cores") || experiment.startsWith("cpu-cores-"),
                    each(SweepCatalogue::cores),
                    Map.of(),
                    Map.of("one-request", Fitting.USL)),
            new Sweep(
                    "loops-and-processes",
                    new Words("cores of the target", "目标可用的核数"),
                    count("core", " 个核"),
                    series(
                            entry("loops", new Words("several loops in one process", "一个进程内的多个循环")),
                            entry("processes", new Words("several processes", "多个进程"))),
                    THROUGHPUT,
                    List.of("cpu-one-loop", "cpu-loops", "cpu-processes")::contains,
                    SweepCatalogue::workers),
            new Sweep(
                    "users",
                    new Words("users at once", "并发用户数"),
                    count("user", " 个用户"),
                    series(
                            entry("one-at-a-time", new Words("against one request at a time", "对比一次处理一个请求")),
                            entry("pool-40", new Words("against a pool of 40 threads", "对比 40 个线程的线程池")),
                            entry("pool-200", new Words("against a pool of 200 threads", "对比 200 个线程的线程池"))),
                    THROUGHPUT,
                    SweepCatalogue::isCrowd,
                    SweepCatalogue::crowds),
            new Sweep(
                    "users-served",
                    new Words("users at once", "并发用户数"),
                    count("user", " 个用户"),
                    series(entry("waits", new Words("requests that wait", "等待中的请求"))),
                    OVER_WAIT,
                    SweepCatalogue::isCrowd,
                    each(condition -> condition.options().isEmpty()
                            ? List.of(SweepPoint.alone(
                                    condition, "waits", condition.workload().users(), x -> 1, "wait"))
                            : List.of()),
                    Map.of(),
                    Map.of("waits", Fitting.USL_OF_ANSWERS)));

    private SweepCatalogue() {}

    public static List<Sweep> all() {
        return SWEEPS;
    }

    public static Optional<Sweep> find(String id) {
        return SWEEPS.stream().filter(sweep -> sweep.id().equals(id)).findFirst();
    }

    private static Words ratio(String second) {
        return new Words("1 : " + second, "1 : " + second);
    }

    /** So many of something. */
    private static Function<String, Words> count(String one, String zh) {
        return number -> new Words(number + " " + one + (number.equals("1") ? "" : "s"), number + zh);
    }

    private static List<SweepPoint> calls(Condition condition) {
        var points = new ArrayList<SweepPoint>();
        for (String distribution : list(condition, "distributions")) {
            Latencies latencies = Latencies.valueOf(distribution.toUpperCase(Locale.ROOT));
            for (int calls : numbers(condition, "calls")) {
                if (latencies == Latencies.FIXED || calls <= RANDOM_CALLS_MAX) {
                    points.add(SweepPoint.within(
                            condition,
                            distribution,
                            calls,
                            k -> Laws.fanOut(latencies, (int) k),
                            "serial-" + distribution + "-" + calls,
                            "concurrent-" + distribution + "-" + calls));
                }
            }
        }
        return points;
    }

    /** More calls with random latencies are not sent by the scenario. */
    private static final int RANDOM_CALLS_MAX = 20;

    private static List<SweepPoint> unequalCalls(Condition condition) {
        return numbers(condition, "ratios").stream()
                .map(ratio -> SweepPoint.within(
                        condition,
                        "two-calls",
                        ratio,
                        x -> Laws.pair(1, x),
                        "serial-ratio-" + ratio,
                        "concurrent-ratio-" + ratio))
                .toList();
    }

    private static List<SweepPoint> pairs(Condition condition) {
        int db = numbers(condition, "db-ms").getFirst();
        return numbers(condition, "api-ms").stream()
                .map(api -> SweepPoint.within(
                        condition,
                        "two-operations",
                        (double) api / db,
                        x -> Laws.pair(1, x),
                        "serial-" + api,
                        "concurrent-" + api))
                .toList();
    }

    private static List<SweepPoint> ioShares(Condition condition) {
        int tasks = numbers(condition, "tasks").getFirst();
        return numbers(condition, "io-percent").stream()
                .map(percent -> SweepPoint.within(
                        condition,
                        "four-tasks",
                        percent,
                        x -> Laws.turns(tasks, x / 100),
                        "serial-" + percent,
                        "concurrent-" + percent))
                .toList();
    }

    /** Where processes cannot be kept to cores, nobody knows how many there were. */
    private static List<SweepPoint> cores(Condition condition) {
        int cores = condition.cpus().target().size();
        return cores == 0
                ? List.of()
                : List.of(SweepPoint.within(condition, "one-request", cores, x -> x, "serial", "parallel"));
    }

    private static List<SweepPoint> workers(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.experiment().equals("cpu-one-loop"))
                .findFirst()
                .map(one -> conditions.stream()
                        .filter(condition -> !condition.equals(one))
                        .filter(condition -> !condition.cpus().target().isEmpty())
                        .map(condition -> SweepPoint.against(
                                condition,
                                condition.experiment().substring("cpu-".length()),
                                condition.cpus().target().size(),
                                x -> x,
                                "serial",
                                one))
                        .toList())
                .orElse(List.of());
    }

    private static boolean isCrowd(String experiment) {
        return experiment.equals("in-flight") || experiment.startsWith("users-");
    }

    /** Every model under every crowd, beside each baseline that was measured. */
    private static List<SweepPoint> crowds(List<Condition> conditions) {
        var points = new ArrayList<SweepPoint>();
        for (Condition condition : conditions) {
            if (!condition.options().isEmpty()) {
                continue;
            }
            int users = condition.workload().users();
            boolean pool = condition.target().equals(PLATFORM_THREADS);
            double capacity = pool ? POOL : Double.POSITIVE_INFINITY;
            baselines(conditions).forEach((series, baselines) -> {
                int size = series.equals("one-at-a-time")
                        ? 1
                        : series.equals("pool-40") ? ExperimentCatalogue.SMALL_POOL : POOL;
                if (!(pool && size == POOL)) {
                    under(users, baselines)
                            .ifPresent(baseline -> points.add(SweepPoint.against(
                                    condition, series, users, x -> Laws.crowd(x, capacity, size), "wait", baseline)));
                }
            });
        }
        points.sort(Comparator.comparingDouble(SweepPoint::x));
        return points;
    }

    private static Map<String, List<Condition>> baselines(List<Condition> conditions) {
        var baselines = new LinkedHashMap<String, List<Condition>>();
        baselines.put("one-at-a-time", ending(conditions, ExperimentCatalogue.ONE_AT_A_TIME));
        baselines.put("pool-40", ending(conditions, ExperimentCatalogue.POOL_OF_40));
        baselines.put(
                "pool-200",
                conditions.stream()
                        .filter(condition -> condition.target().equals(PLATFORM_THREADS))
                        .filter(condition -> condition.options().isEmpty())
                        .filter(condition -> condition.workload().users() <= POOL_USERS_MAX)
                        .toList());
        return baselines;
    }

    /** More than this many, its queue does not hold. */
    private static final int POOL_USERS_MAX = 1_100;

    private static List<Condition> ending(List<Condition> conditions, String end) {
        return conditions.stream()
                .filter(condition -> condition.experiment().endsWith(end))
                .toList();
    }

    /**
     * The baseline under the same users, or under the most that it was measured with where these are more: it is full then, and answers no
     * more in a second however many wait. Empty where it was only measured with more users than these.
     */
    private static Optional<Condition> under(int users, List<Condition> baselines) {
        return baselines.stream()
                .filter(baseline -> baseline.workload().users() <= users)
                .max(Comparator.comparingInt(baseline -> baseline.workload().users()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static Map<String, Words> series(Map.Entry<String, Words>... entries) {
        var series = new LinkedHashMap<String, Words>();
        for (Map.Entry<String, Words> one : entries) {
            series.put(one.getKey(), one.getValue());
        }
        return Collections.unmodifiableMap(series);
    }

    /** Points that each condition has by itself. */
    private static Function<List<Condition>, List<SweepPoint>> each(Function<Condition, List<SweepPoint>> points) {
        return conditions -> conditions.stream()
                .flatMap(condition -> points.apply(condition).stream())
                .sorted(Comparator.comparingDouble(SweepPoint::x))
                .toList();
    }

    private static List<String> list(Condition condition, String parameter) {
        String text = condition.parameters().getOrDefault(parameter, "");
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }

    private static List<Integer> numbers(Condition condition, String parameter) {
        return list(condition, parameter).stream().map(Integer::valueOf).toList();
    }
}
