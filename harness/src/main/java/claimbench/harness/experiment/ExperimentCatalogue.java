package claimbench.harness.experiment;

import claimbench.harness.result.Workload;
import claimbench.load.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The experiments. To add one: its entry here; what it means is for claims to say. */
public final class ExperimentCatalogue {
    /**
     * Units of CPU work in one request: about a tenth of a second on one core, so that what comes with a request beside its
     * work (HTTP, and the generator, which shares the cores) is about a hundredth of it, and a window of three seconds still
     * holds more than ten of each kind.
     */
    static final int CPU_UNITS_PER_REQUEST = 4_800;

    /**
     * A user's request is in flight but for the moment between an answer and the next request; a few more users than
     * 1,000 keep 1,000 in flight at every moment.
     */
    static final int IN_FLIGHT_USERS = 1_050;

    /** What a quick run measures, where it has time for one target only: what the documents speak of. */
    private static final String LOOKED_AT_FIRST = "event-loop";

    private static final List<Experiment> EXPERIMENTS = List.of(
            new Experiment(
                    "fanout",
                    new Words(
                            "calls to a model API, one after another and all at once, at light load",
                            "轻负载下调用模型接口，逐个进行与同时进行"),
                    "fanout",
                    LoadKind.CALLS,
                    cores -> Map.of("calls", "3", "ms", "100"),
                    10,
                    Placement.TARGET_ALONE,
                    List.of()),
            new Experiment(
                            "in-flight",
                            new Words("more than 1,000 requests that wait, all at once", "一千多个等待中的请求同时进行"),
                            "wait",
                            LoadKind.CROWD,
                            cores -> Map.of("ms", "500"),
                            IN_FLIGHT_USERS,
                            Placement.TARGET_ALONE,
                            List.of())
                    .needsLongTrials()
                    .firstLook("platform-threads", LOOKED_AT_FIRST),
            new Experiment(
                            "cpu-turns",
                            new Words(
                                    "CPU work, one task after another and as lightweight tasks that take turns",
                                    "计算任务，逐个执行与作为轻量任务轮流执行"),
                            "cpu",
                            LoadKind.COMPUTATION,
                            cores -> cpu(10, "serial,concurrent"),
                            1,
                            Placement.ALL_CORES,
                            List.of("event-loop", "reactive"))
                    .quicklyOn(LOOKED_AT_FIRST),
            cpuCores("cpu-cores").needsLongTrials().firstLook(LOOKED_AT_FIRST));

    /** Of a wait by a crowd that is small enough for short waits: ten of them are two seconds for one at a time. */
    private static final int SHORT_WAIT_MILLIS = 200;

    /** Most users who ask for waits of less than a second. */
    private static final int SHORTER_WAITS_USERS_MAX = 2_000;

    /** What larger crowds ask for in a second, by the length of their waits: half of what even a slow core of the generator can send. */
    private static final int THRONG_REQUESTS_PER_SECOND = 1_667;

    /** Targets that hold as many waits as there are users. */
    private static final List<String> WITHOUT_A_POOL = List.of("virtual-threads", "event-loop", "reactive");

    /** A pool for as many threads as Starlette's has by default, which FastAPI hands blocking handlers to. */
    static final int SMALL_POOL = 40;

    /** End of the id of a crowd whose target serves one request at a time. */
    static final String ONE_AT_A_TIME = "-one-at-a-time";

    /** End of the id of an experiment whose target has a pool of forty threads. */
    static final String POOL_OF_40 = "-pool-40";

    /** So that a baseline queues what it cannot serve, and does not refuse it: what is refused is no answer, and comes fast. */
    private static final String LONG_QUEUE = "20000";

    /** Tasks of which each is part waiting, part computing. */
    static final int MIXED_TASKS = 4;

    /** Users of calls, so that many kinds of them come often enough in ten seconds. */
    private static final int CALLS_USERS = 60;

    /** The same for the few kinds of a short trial. Its target is cold: with more users, it is its processor that would be measured. */
    private static final int CALLS_USERS_BRIEFLY = 20;

    /** A window of less is short. */
    private static final int LONG_WINDOW_MILLIS = 10_000;

    private static Workload ofCalls(Profile.Times times) {
        return Workload.closed(
                times.windowMillis() < LONG_WINDOW_MILLIS ? CALLS_USERS_BRIEFLY : CALLS_USERS,
                times.warmUpMillis(),
                times.windowMillis());
    }

    /** Those that maps need, and claims for which one request in a trial says too little. */
    private static final List<Experiment> MORE = List.of(
            new Experiment(
                            "calls",
                            new Words(
                                    "one call to fifty, with equal and with random latencies, one after another and all at once",
                                    "一个到五十个调用，延迟等长与随机，逐个进行与同时进行"),
                            "calls",
                            LoadKind.SWEEP,
                            cores -> Map.of("ms", "100"),
                            ExperimentCatalogue::ofCalls,
                            Placement.TARGET_ALONE,
                            List.of(),
                            Experiment.Part.WHOLE)
                    .points(Map.of(
                            Grain.TINY, calls("3,9", "fixed,exponential", "2", "100"),
                            Grain.COARSE, calls("1,2,3,5,8,10,20,50", "fixed,exponential,lognormal", "1,2,5,10", "100"),
                            Grain.FINE,
                                    calls(
                                            "1,2,3,4,5,6,8,9,10,12,15,17,20,30,50",
                                            "fixed,exponential,lognormal",
                                            "1,2,3,4,5,7,10,20",
                                            "100")))
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "pairs",
                            new Words(
                                    "a database and an API, both equal and one longer than the other, in a row and at once",
                                    "一次数据库查询与一次接口调用，等长与一长一短，先后进行与同时进行"),
                            "pairs",
                            LoadKind.CALLS,
                            cores -> Map.of("db-ms", "50"),
                            20,
                            Placement.TARGET_ALONE,
                            List.of())
                    .points(Map.of(
                            Grain.TINY, Map.of("api-ms", "50,150"),
                            Grain.COARSE, Map.of("api-ms", "5,25,50,100,250"),
                            Grain.FINE, Map.of("api-ms", "5,10,15,25,35,50,75,100,150,250,500")))
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "io-share",
                            new Words(
                                    "tasks that wait for none to all of their time, in a row and taking turns on one core",
                                    "等待占零到全部时间的任务，在单核上先后执行与轮流执行"),
                            "mixed",
                            LoadKind.TURNS,
                            cores -> Map.of("tasks", Integer.toString(MIXED_TASKS), "total-ms", "20"),
                            1,
                            Placement.TARGET_ALONE,
                            List.of())
                    .points(Map.of(
                            Grain.TINY, Map.of("io-percent", "25,75"),
                            Grain.COARSE, Map.of("io-percent", "0,25,50,60,100"),
                            Grain.FINE, Map.of("io-percent", "0,10,20,30,40,50,60,70,80,90,100")))
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "stream",
                            new Words(
                                    "a model's answer of twenty tokens, token by token and all in one",
                                    "二十个词元的模型回答，逐个词元输出与一次返回"),
                            "stream",
                            LoadKind.CALLS,
                            cores -> Map.of("tokens", "20", "gap-ms", "20"),
                            10,
                            Placement.TARGET_ALONE,
                            List.of())
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "background",
                            new Words(
                                    "a welcome mail that takes half a second, awaited and in the background",
                                    "耗时半秒的欢迎邮件，等待发完与放到后台"),
                            "background",
                            LoadKind.CALLS,
                            cores -> Map.of("mail-ms", "500"),
                            10,
                            Placement.TARGET_ALONE,
                            List.of())
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "slow-beside-fast",
                            new Words("two hundred short waits beside as many long ones", "两百个短等待与同样多的长等待同时进行"),
                            "slow",
                            LoadKind.QUEUE,
                            cores -> Map.of("ms", "200", "slow-ms", "2000", "every", "2"),
                            400,
                            Placement.TARGET_ALONE,
                            List.of())
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "stalled-with-deadline",
                            new Words(
                                    "every second user meets an upstream that stalls, and is answered after 200 ms",
                                    "每两个用户中有一个遇到停滞的上游，200 毫秒后得到答复"),
                            "deadline",
                            LoadKind.UPSTREAM_CROWD,
                            cores -> stalled("200"),
                            300,
                            Placement.TARGET_ALONE,
                            List.of())
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "stalled",
                            new Words("the same without a deadline to speak of: three seconds", "同样的负载，但几乎没有超时：三秒"),
                            "deadline",
                            LoadKind.UPSTREAM_CROWD,
                            cores -> stalled("3000"),
                            300,
                            Placement.TARGET_ALONE,
                            List.of())
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "block-off-loaded",
                            new Words(
                                    "one user in ten makes calls that block, each in a thread of a pool",
                                    "十个用户中有一个发出会阻塞的调用，每次都在线程池的一个线程里"),
                            "blocking",
                            LoadKind.CALLS,
                            cores -> blocking("pool"),
                            10,
                            Placement.TARGET_ALONE,
                            List.of("event-loop", "reactive"))
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST),
            new Experiment(
                            "block-on-the-loop",
                            new Words("the same on the loop", "同样的调用，但放在事件循环上"),
                            "blocking",
                            LoadKind.CALLS,
                            cores -> blocking("loop"),
                            10,
                            Placement.TARGET_ALONE,
                            List.of("event-loop", "reactive"))
                    .farFromEdges()
                    .firstLook(LOOKED_AT_FIRST));

    /**
     * Latency at equal rates: below the lowest capacity of all, since above it response times say how long the queue has grown. The lowest is
     * that of the small pool, which by Little's law answers {@value #SMALL_POOL} requests in each {@value #SHORT_WAIT_MILLIS} ms, 200 a
     * second; half of that. Each trial is looked at for whether the server did keep up.
     */
    private static final int EQUAL_RATE = SMALL_POOL * 1_000 / SHORT_WAIT_MILLIS / 2;

    private static final List<Experiment> EQUAL_RATES = List.of(
            atEqualRate("equal-rate").firstLook(LOOKED_AT_FIRST),
            atEqualRate("equal-rate" + POOL_OF_40)
                    .firstLook("platform-threads")
                    .baseline("platform-threads", "--pool", Integer.toString(SMALL_POOL), "--queue", LONG_QUEUE));

    /** Users of a map of crowds, by the coarsest grain that has them; 1,050 are the experiment in-flight's. */
    private static final Map<Integer, Grain> CROWDS = crowdGrains();

    private static final List<Experiment> CROWD_EXPERIMENTS = crowds();

    /** On fewer cores than all. */
    private static final List<Experiment> CORES = IntStream.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
            .mapToObj(cores -> cpuCores("cpu-cores-" + cores)
                    .onCores(cores)
                    .mapped(Integer.bitCount(cores) == 1 ? Grain.COARSE : Grain.FINE))
            .toList();

    /** One loop, several loops and several processes, with enough connections for each to have some at every moment. */
    private static final List<Experiment> WORKERS = List.of(
            cpuWorkers("cpu-one-loop", new Words("on one loop", "在一个循环上"), cores -> List.of()),
            cpuWorkers(
                    "cpu-loops",
                    new Words("on a loop for each core", "每个核一个循环"),
                    cores -> List.of("--loops", Integer.toString(cores))),
            cpuWorkers(
                    "cpu-processes",
                    new Words("in a process for each core", "每个核一个进程"),
                    cores -> List.of("--workers", Integer.toString(cores))));

    /** As many connections as keep a server busy at every moment, and few enough that none of them queues for long. */
    static final int STACK_USERS = 64;

    /**
     * Users who each wait a tenth of a second: 10,000 requests a second at most, a good part of a core's work for most
     * servers, and well below what one core of the generator can send.
     */
    static final int STACK_WAITING_USERS = 1_000;

    /** Measured on targets and controls alike; no claim rests on them. */
    private static final List<Experiment> WITH_CONTROLS = List.of(
            new Experiment(
                    "stack-plaintext",
                    new Words(
                            "the cost of the server alone, beside the servers people would pick instead",
                            "服务器自身的代价，与人们会选用的其他服务器并列"),
                    "plaintext",
                    LoadKind.STACK,
                    cores -> Map.of(),
                    STACK_USERS,
                    Placement.TARGET_ALONE,
                    List.of()),
            new Experiment(
                    "stack-wait",
                    new Words(
                            "the cost of many requests that wait, beside the servers people would pick instead",
                            "许多等待中的请求的代价，与人们会选用的其他服务器并列"),
                    "wait",
                    LoadKind.STACK,
                    cores -> Map.of("ms", "100"),
                    STACK_WAITING_USERS,
                    Placement.TARGET_ALONE,
                    List.of()));

    private ExperimentCatalogue() {}

    /** Those that claims rest on. */
    public static List<Experiment> all() {
        return Stream.of(EXPERIMENTS, MORE, EQUAL_RATES, CROWD_EXPERIMENTS, CORES, WORKERS)
                .flatMap(List::stream)
                .toList();
    }

    /** Those that set targets beside controls. */
    public static List<Experiment> withControls() {
        return WITH_CONTROLS;
    }

    /** Whether the experiment of this id is a baseline whose target serves one request at a time. */
    public static boolean servesOneAtATime(String id) {
        return id.endsWith(ONE_AT_A_TIME);
    }

    /** Whether the experiment of this id sets targets beside controls. */
    public static boolean hasControls(String id) {
        return WITH_CONTROLS.stream().anyMatch(experiment -> experiment.id().equals(id));
    }

    public static Optional<Experiment> find(String id) {
        return Stream.concat(all().stream(), WITH_CONTROLS.stream())
                .filter(experiment -> experiment.id().equals(id))
                .findFirst();
    }

    private static Map<String, String> calls(String calls, String distributions, String ratios, String ms) {
        return Map.of("calls", calls, "distributions", distributions, "ratios", ratios, "ms", ms);
    }

    private static Map<String, String> stalled(String timeoutMs) {
        return Map.of("timeout-ms", timeoutMs, "ms", "10000", "healthy-ms", "200", "every", "2");
    }

    private static Map<String, String> blocking(String where) {
        return Map.of("ms", "100", "where", where, "wait-ms", "50", "every", "10");
    }

    private static Map<Integer, Grain> crowdGrains() {
        var grains = new TreeMap<Integer, Grain>();
        List.of(10, 200).forEach(users -> grains.put(users, Grain.TINY));
        grains.put(5_000, Grain.COARSE);
        List.of(1, 20, 40, 100, 400, 600, 2_000, 10_000).forEach(users -> grains.put(users, Grain.FINE));
        return grains;
    }

    /**
     * Users who wait, from one to ten thousand, on every target; and on what the documents may have had in mind as the other side: one
     * request at a time, and a pool of forty threads. The pool of two hundred is the target platform-threads itself. A baseline is measured
     * up to a few times what it can serve: beyond, it answers no more in a second, only later. Nor is that pool measured under the largest
     * crowds, whose waits are long: the last of ten thousand users would be answered after 10,000 × 6 s / 200, three hundred
     * seconds, when every client has gone.
     */
    private static List<Experiment> crowds() {
        var experiments = new ArrayList<Experiment>();
        CROWDS.forEach((users, grain) -> {
            experiments.add(crowd("users-" + users, users).mapped(grain).firstLook(LOOKED_AT_FIRST));
            if (users <= 10) {
                experiments.add(crowd("users-" + users + ONE_AT_A_TIME, users)
                        .mapped(grain)
                        .firstLook("platform-threads")
                        .baseline("platform-threads", "--pool", "1", "--queue", LONG_QUEUE));
            }
            if (users >= SMALL_POOL && users <= 5 * SMALL_POOL) {
                experiments.add(crowd("users-" + users + POOL_OF_40, users)
                        .mapped(grain)
                        .firstLook("platform-threads")
                        .baseline("platform-threads", "--pool", Integer.toString(SMALL_POOL), "--queue", LONG_QUEUE));
            }
        });
        return List.copyOf(experiments);
    }

    private static Experiment crowd(String id, int users) {
        // The largest crowds wait so long that the generator can send what they ask for: beyond, its own queue shows.
        boolean throng = users > SHORTER_WAITS_USERS_MAX;
        int ms = users <= 400
                ? SHORT_WAIT_MILLIS
                : throng ? 1_000 * Math.ceilDiv(users, THRONG_REQUESTS_PER_SECOND) : 500;
        return new Experiment(
                id,
                new Words(users + " users who wait", users + " 个等待中的用户"),
                "wait",
                throng ? LoadKind.THRONG : servesOneAtATime(id) ? LoadKind.QUEUE : LoadKind.CROWD,
                cores -> Map.of("ms", Integer.toString(ms)),
                users,
                Placement.TARGET_ALONE,
                throng ? WITHOUT_A_POOL : List.of());
    }

    private static Experiment atEqualRate(String id) {
        return new Experiment(
                        id,
                        new Words(
                                EQUAL_RATE
                                        + " requests a second that wait, arriving whether or not earlier ones have been answered",
                                "每秒到达 " + EQUAL_RATE + " 个等待的请求，不论先前的是否已得到应答"),
                        "wait",
                        LoadKind.CROWD,
                        cores -> Map.of("ms", Integer.toString(SHORT_WAIT_MILLIS)),
                        times -> Workload.open(
                                Arrivals.constant(EQUAL_RATE), times.warmUpMillis(), times.windowMillis()),
                        Placement.TARGET_ALONE,
                        List.of(),
                        Experiment.Part.WHOLE)
                .farFromEdges();
    }

    private static Experiment cpuCores(String id) {
        return new Experiment(
                id,
                new Words("CPU work, one task after another and on all cores", "计算任务，逐个执行与分摊到所有的核"),
                "cpu",
                LoadKind.COMPUTATION,
                cores -> cpu(tasksFor(cores), "serial,parallel"),
                1,
                Placement.ALL_CORES,
                List.of());
    }

    private static Experiment cpuWorkers(String id, Words how, IntFunction<List<String>> options) {
        return new Experiment(
                        id,
                        new Words("requests that compute, from sixteen users, " + how.en(), "十六个用户发出的计算请求，" + how.zh()),
                        "cpu",
                        LoadKind.COMPUTATION,
                        cores -> cpu(1, "serial"),
                        16,
                        Placement.ALL_CORES,
                        List.of("event-loop"))
                .started(options)
                .mapped(Grain.COARSE);
    }

    /** Four tasks a core: as many on each, and small enough that one late core costs little. */
    private static int tasksFor(int cores) {
        return Math.min(4 * cores, 1_000);
    }

    private static Map<String, String> cpu(int tasks, String modes) {
        int units = Math.max(1, CPU_UNITS_PER_REQUEST / tasks);
        return Map.of("tasks", Integer.toString(tasks), "units", Integer.toString(units), "modes", modes);
    }
}
