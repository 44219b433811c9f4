package claimbench.contract;

/**
 * The names of the meters that targets make themselves, as Micrometer writes them (dots; Prometheus gets underscores and the unit). Every target has
 * the same; a gauge that a model lacks is absent, not zero. Labels are bounded: routes and modes are enums, and what
 * names no route counts under {@link #ROUTE_NONE}. The table of all meters is {@link Meter}.
 */
public final class MeterNames {
    /** Timer of requests in seconds, with a percentile histogram; labels {@link #ROUTE}, {@link #MODE}, {@link #OUTCOME}. */
    public static final String SERVER_REQUESTS = "http.server.requests";

    /** Gauge: requests received and not yet answered. */
    public static final String SERVER_REQUESTS_ACTIVE = "http.server.requests.active";

    /** Gauge: open client connections. */
    public static final String SERVER_CONNECTIONS = "http.server.connections";

    /** Gauge: threads of a pool, by state; labels {@link #POOL} and {@link #STATE} (size, active). */
    public static final String POOL_THREADS = "claimbench.pool.threads";

    /** Gauge: requests that wait for a thread of the pool; label {@link #POOL}. */
    public static final String POOL_QUEUED = "claimbench.pool.queued";

    /** Gauge: callbacks ready to run; label {@link #LOOP}. */
    public static final String LOOP_READY = "claimbench.loop.ready";

    /** Gauge: timers pending; label {@link #LOOP}. */
    public static final String LOOP_TIMERS = "claimbench.loop.timers";

    /** Gauge: tasks not yet done; label {@link #LOOP}. */
    public static final String LOOP_TASKS = "claimbench.loop.tasks";

    /** Gauge: the longest turn of the loop since the last reading, in seconds; label {@link #LOOP}. */
    public static final String LOOP_STALL = "claimbench.loop.stall";

    /** Gauge: connections to the database; label {@link #STATE} (size, active). */
    public static final String DATABASE_CONNECTIONS = "claimbench.database.connections";

    /** Gauge: requests that wait for a connection to the database. */
    public static final String DATABASE_QUEUED = "claimbench.database.queued";

    /** Gauge: background tasks; label {@link #STATE} (running, waiting). */
    public static final String BACKGROUND_TASKS = "claimbench.background.tasks";

    /** Counter: background tasks that have ended; label {@link #OUTCOME} (success, failure). */
    public static final String BACKGROUND_ENDED = "claimbench.background.ended";

    /** Timer: how much later than meant the upstream answered, in seconds, with a percentile histogram. */
    public static final String UPSTREAM_LATENESS = "claimbench.upstream.lateness";

    /** Timer: response times as the generator saw them; labels {@link #REQUEST}, {@link #OUTCOME} and {@link #PHASE}. */
    public static final String GENERATOR_REQUESTS = "claimbench.generator.requests";

    /** Timer: how far behind its intended time a request was started. */
    public static final String GENERATOR_LAG = "claimbench.generator.lag";

    /** Gauge: virtual users under way. */
    public static final String GENERATOR_USERS = "claimbench.generator.users";

    /** Label of every meter: the target's name, or upstream, generator, harness. */
    public static final String PROCESS = "process";

    public static final String ROUTE = "route";
    public static final String MODE = "mode";

    /** success (2xx), client_error (4xx), server_error (5xx), or failure where no answer came. */
    public static final String OUTCOME = "outcome";

    public static final String REQUEST = "request";
    public static final String POOL = "pool";
    public static final String STATE = "state";
    public static final String LOOP = "loop";

    /** heap or nonheap. */
    public static final String AREA = "area";

    /** A garbage collector's name. */
    public static final String GC = "gc";

    /** voluntary or involuntary. */
    public static final String KIND = "kind";

    /** start, warm-up, window or drain. */
    public static final String PHASE = "phase";

    public static final String FAULT = "fault";

    /** The process that was scraped: a value of {@link #PROCESS}. */
    public static final String SCRAPED = "scraped";

    /** A claim's id. */
    public static final String CLAIM = "claim";

    /** Which case of a claim, in the words of its document's file. */
    public static final String CASE = "case";

    /** What was measured for a claim: speedup, failures and others. */
    public static final String QUANTITY = "quantity";

    /** SUPPORTED, QUALIFIED, CONTRADICTED, INCONCLUSIVE or NOT_TESTABLE. */
    public static final String VERDICT = "verdict";

    /** A trust check's name. */
    public static final String CHECK = "check";

    /** What the harness adds to each sample: the run directory's name. */
    public static final String RUN = "run";

    /** What the harness adds: the trial's id. */
    public static final String TRIAL = "trial";

    /** What the harness adds: the experiment's name. */
    public static final String EXPERIMENT = "experiment";

    /** What the harness adds: the scenario's name. */
    public static final String SCENARIO = "scenario";

    /** What the harness adds: the target of the trial, on the samples of its upstream and its generator too. */
    public static final String TARGET = "target";

    /** What the harness adds: target, upstream, generator or harness. */
    public static final String ROLE = "role";

    /** Label of every meter of a target that runs in several processes: which of them, from 1. */
    public static final String WORKER = "worker";

    /** Value of {@link #ROUTE} for a request that names no route. */
    public static final String ROUTE_NONE = "none";

    /** Value of {@link #MODE} for a route without modes. */
    public static final String MODE_NONE = "none";

    private MeterNames() {}
}
