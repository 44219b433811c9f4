package claimbench.dashboards;

import static claimbench.dashboards.ProcessName.EVENT_LOOP;
import static claimbench.dashboards.ProcessName.GENERATOR;
import static claimbench.dashboards.ProcessName.MODELS;
import static claimbench.dashboards.ProcessName.PLATFORM_THREADS;
import static claimbench.dashboards.ProcessName.UPSTREAM;
import static claimbench.dashboards.View.Kind.BARS;
import static claimbench.dashboards.View.Kind.STAT;
import static claimbench.dashboards.View.Kind.TABLE;
import static claimbench.dashboards.View.Kind.TIME_SERIES;
import static claimbench.dashboards.View.Presence.ALWAYS;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.dashboards.PromQl.Selector;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of the dashboard "claimbench: overview": what clients of the servers feel, what goes on inside the models, what
 * the upstream and the generator were like meanwhile, and the JVMs under it all. A view that only some models can fill
 * names them; every other one must have data of all four.
 */
public final class Overview {
    static final String UID = "claimbench-overview";
    static final String TITLE = "claimbench: overview";
    static final String DESCRIPTION =
            "The four concurrency models side by side, with the upstream and the load generator of the same run.";

    private static final int THIRD = 8;
    private static final int HALF = 12;
    private static final Set<ProcessName> SERVERS =
            EnumSet.of(PLATFORM_THREADS, ProcessName.VIRTUAL_THREADS, EVENT_LOOP, ProcessName.REACTIVE, UPSTREAM);

    private static final String PROCESS = legend(MeterNames.PROCESS);

    private Overview() {}

    /** The views under their headings, in reading order. */
    public static List<Section> sections() {
        return List.of(
                new Section("The models side by side", List.of(uptime(), summary(), latencyOverRange())),
                new Section(
                        "Requests",
                        List.of(
                                requestRate(),
                                errorRate(),
                                latency(0.5, "Half of the requests were answered sooner."),
                                latency(0.99, "One request in a hundred took longer."),
                                inFlight(),
                                connections())),
                new Section(
                        "Inside the models",
                        List.of(poolThreads(), poolQueued(), loopStall(), loopReady(), loopTimers(), loopTasks())),
                new Section(
                        "Upstream and generator: can the run be trusted?",
                        List.of(
                                upstreamLateness(),
                                generatorLag(),
                                generatorUsers(),
                                generatorRate(),
                                generatorFailures(),
                                generatorLatency())),
                new Section("JVM", List.of(cpu(), heap(), gcPause(), threads())));
    }

    private static View uptime() {
        return view(
                STAT,
                "Running now",
                "How long each process has been running. Each trial starts fresh ones.",
                24,
                MODELS,
                new Query(
                        PromQl.gaugeMax(Selector.of(PrometheusNames.gauge("process.uptime", "seconds"))),
                        PROCESS,
                        "s"));
    }

    private static View summary() {
        Selector requests = work(PrometheusNames.timerCount(MeterNames.SERVER_REQUESTS));
        Selector buckets = work(PrometheusNames.timerBucket(MeterNames.SERVER_REQUESTS));
        return view(
                TABLE,
                "Over the whole period",
                "Requests answered in the period that is shown, the share of them with any outcome but success, and"
                        + " quantiles of the time inside the server. Counted from Prometheus' first sight of a process.",
                14,
                MODELS,
                new Query(PromQl.increase(requests), "requests", "short"),
                new Query(PromQl.share(requests.where(notSuccess()), requests), "errors", "percentunit"),
                new Query(PromQl.quantileOverRange(0.5, buckets), "p50", "s"),
                new Query(PromQl.quantileOverRange(0.99, buckets), "p99", "s"));
    }

    private static View latencyOverRange() {
        return view(
                BARS,
                "p99 over the whole period",
                "99 of 100 requests in the period were answered sooner, whatever the route. Compare models only where"
                        + " they had the same load.",
                10,
                MODELS,
                new Query(
                        PromQl.quantileOverRange(0.99, work(PrometheusNames.timerBucket(MeterNames.SERVER_REQUESTS))),
                        PROCESS,
                        "s"));
    }

    private static View requestRate() {
        return view(
                TIME_SERIES,
                "Request rate by process and route",
                "Requests answered per second, health checks and scrapes left out.",
                HALF,
                MODELS,
                new Query(
                        PromQl.rate(
                                work(PrometheusNames.timerCount(MeterNames.SERVER_REQUESTS)),
                                MeterNames.ROUTE,
                                MeterNames.MODE),
                        PROCESS + " " + legend(MeterNames.ROUTE) + " " + legend(MeterNames.MODE),
                        "reqps"));
    }

    private static View errorRate() {
        Selector requests = work(PrometheusNames.timerCount(MeterNames.SERVER_REQUESTS));
        return view(
                TIME_SERIES,
                "Errors",
                "Requests per second with any outcome but success: refused (4xx), failed or overloaded (5xx), or not"
                        + " answered since the client had gone. Errors never count as throughput.",
                HALF,
                MODELS,
                new Query(PromQl.rateOrZero(requests.where(notSuccess()), requests), PROCESS, "reqps"));
    }

    private static View latency(double quantile, String meaning) {
        return view(
                TIME_SERIES,
                "Latency p%d by process".formatted(Math.round(quantile * 100)),
                meaning
                        + " Measured inside the server, from a request's receipt to its answer; interpolated between the"
                        + " bounds of a histogram's buckets.",
                HALF,
                MODELS,
                new Query(
                        PromQl.quantile(quantile, work(PrometheusNames.timerBucket(MeterNames.SERVER_REQUESTS))),
                        PROCESS,
                        "s"));
    }

    private static View inFlight() {
        return gauge(
                "Requests in flight",
                "Received and not yet answered.",
                HALF,
                MODELS,
                MeterNames.SERVER_REQUESTS_ACTIVE,
                "short");
    }

    private static View connections() {
        return gauge("Connections", "Open client connections.", HALF, MODELS, MeterNames.SERVER_CONNECTIONS, "short");
    }

    private static View poolThreads() {
        return gauge(
                "Pool threads",
                "Threads of a pool, and how many of them are at work. Once all are, requests queue.",
                HALF,
                EnumSet.of(PLATFORM_THREADS),
                MeterNames.POOL_THREADS,
                "short",
                MeterNames.POOL,
                MeterNames.STATE);
    }

    private static View poolQueued() {
        return gauge(
                "Pool queue",
                "Work that waits for a thread of the pool.",
                HALF,
                EnumSet.of(PLATFORM_THREADS),
                MeterNames.POOL_QUEUED,
                "short",
                MeterNames.POOL);
    }

    private static View loopStall() {
        return view(
                TIME_SERIES,
                "Loop stall",
                "The longest turn of the loop since the last scrape: for that long nothing else on the loop could run.",
                HALF,
                EnumSet.of(EVENT_LOOP),
                new Query(
                        PromQl.gaugeMax(
                                Selector.of(PrometheusNames.gauge(MeterNames.LOOP_STALL, "seconds")), MeterNames.LOOP),
                        PROCESS + " " + legend(MeterNames.LOOP),
                        "s"));
    }

    private static View loopReady() {
        return loop("Loop: ready", "Callbacks that wait for their turn.", HALF, MeterNames.LOOP_READY);
    }

    private static View loopTimers() {
        return loop("Loop: timers", "Timers that have not fired: coroutines that sleep.", HALF, MeterNames.LOOP_TIMERS);
    }

    private static View loopTasks() {
        return loop("Loop: tasks", "Tasks that are not done, waiting ones included.", HALF, MeterNames.LOOP_TASKS);
    }

    private static View upstreamLateness() {
        return view(
                TIME_SERIES,
                "Upstream lateness p99",
                "How much later than asked the stand-in for model APIs answered. A late upstream makes every model look slow.",
                THIRD,
                EnumSet.of(UPSTREAM),
                new Query(
                        PromQl.quantile(0.99, Selector.of(PrometheusNames.timerBucket(MeterNames.UPSTREAM_LATENESS))),
                        PROCESS,
                        "s"));
    }

    private static View generatorLag() {
        return view(
                TIME_SERIES,
                "Generator lag p99",
                "How far behind its intended time a request was started. A late generator hides the target's delays.",
                THIRD,
                EnumSet.of(GENERATOR),
                new Query(
                        PromQl.quantile(0.99, Selector.of(PrometheusNames.timerBucket(MeterNames.GENERATOR_LAG))),
                        PROCESS,
                        "s"));
    }

    private static View generatorUsers() {
        return gauge(
                "Virtual users",
                "Users under way in the generator.",
                THIRD,
                EnumSet.of(GENERATOR),
                MeterNames.GENERATOR_USERS,
                "short");
    }

    private static View generatorRate() {
        return view(
                TIME_SERIES,
                "Request rate as the generator sees it",
                "Requests per second that came to an end, by the request's name in the scenario.",
                THIRD,
                EnumSet.of(GENERATOR),
                new Query(
                        PromQl.rate(
                                Selector.of(PrometheusNames.timerCount(MeterNames.GENERATOR_REQUESTS)),
                                MeterNames.REQUEST),
                        PROCESS + " " + legend(MeterNames.REQUEST),
                        "reqps"));
    }

    private static View generatorFailures() {
        Selector requests = Selector.of(PrometheusNames.timerCount(MeterNames.GENERATOR_REQUESTS));
        return view(
                TIME_SERIES,
                "Failures as the generator sees them",
                "Requests per second that were refused, cut off, timed out, or answered wrongly.",
                THIRD,
                EnumSet.of(GENERATOR),
                new Query(
                        PromQl.rateOrZero(requests.where(notSuccess()), requests, MeterNames.REQUEST),
                        PROCESS + " " + legend(MeterNames.REQUEST),
                        "reqps"));
    }

    private static View generatorLatency() {
        Selector buckets = Selector.of(PrometheusNames.timerBucket(MeterNames.GENERATOR_REQUESTS));
        return view(
                TIME_SERIES,
                "Latency as the generator sees it",
                "Response times on the client's side, connection and queues included, by the request's name.",
                THIRD,
                EnumSet.of(GENERATOR),
                new Query(
                        PromQl.quantile(0.5, buckets, MeterNames.REQUEST),
                        PROCESS + " " + legend(MeterNames.REQUEST) + " p50",
                        "s"),
                new Query(
                        PromQl.quantile(0.99, buckets, MeterNames.REQUEST),
                        PROCESS + " " + legend(MeterNames.REQUEST) + " p99",
                        "s"));
    }

    private static View cpu() {
        return view(
                TIME_SERIES,
                "Cores busy",
                "CPU time per second of wall time: 1 is one core. Coroutines of one loop never pass 1.",
                HALF,
                SERVERS,
                new Query(
                        PromQl.rate(Selector.of(PrometheusNames.counter("process.cpu", "seconds"))), PROCESS, "none"));
    }

    private static View heap() {
        return view(
                TIME_SERIES,
                "Heap used",
                "Live objects and those not yet collected. Memory outside the heap is not in here.",
                HALF,
                SERVERS,
                new Query(
                        PromQl.gauge(Selector.of(PrometheusNames.gauge("jvm.memory.used", "bytes"))
                                .where("area=\"heap\"")),
                        PROCESS,
                        "bytes"));
    }

    private static View gcPause() {
        return view(
                        TIME_SERIES,
                        "Share of time in GC pauses",
                        "Seconds per second in which the collector held up all threads. Empty until a process has its first"
                                + " pause.",
                        HALF,
                        SERVERS,
                        new Query(
                                PromQl.rate(Selector.of(PrometheusNames.timerSum("jvm.gc.pause"))),
                                PROCESS,
                                "percentunit"))
                .afterAnEvent();
    }

    private static View threads() {
        return view(
                TIME_SERIES,
                "Platform threads",
                "Threads of the operating system in the JVM. Virtual threads and coroutines do not count: that is their point.",
                HALF,
                SERVERS,
                new Query(
                        PromQl.gauge(Selector.of(PrometheusNames.gauge("jvm.threads.live", "threads"))),
                        PROCESS,
                        "short"));
    }

    private static View loop(String title, String description, int width, String meter) {
        return gauge(title, description, width, EnumSet.of(EVENT_LOOP), meter, "short", MeterNames.LOOP);
    }

    private static View gauge(
            String title,
            String description,
            int width,
            Set<ProcessName> processes,
            String meter,
            String unit,
            String... labels) {
        String legend = PROCESS
                + Arrays.stream(labels).map(label -> " " + legend(label)).collect(Collectors.joining());
        return view(
                TIME_SERIES,
                title,
                description,
                width,
                processes,
                new Query(PromQl.gauge(Selector.of(PrometheusNames.gauge(meter, null)), labels), legend, unit));
    }

    private static View view(
            View.Kind kind, String title, String description, int width, Set<ProcessName> processes, Query... queries) {
        return new View(kind, title, description, width, List.of(queries), Set.copyOf(processes), ALWAYS);
    }

    /** Requests that are work; not the views of the server itself, which Prometheus asks for all the time. */
    private static Selector work(String metric) {
        return Selector.of(metric)
                .where(MeterNames.ROUTE
                        + Arrays.stream(Route.values())
                                .filter(route -> !route.isWork())
                                .map(Route::path)
                                .collect(Collectors.joining("|", "!~\"", "\"")));
    }

    private static String notSuccess() {
        return MeterNames.OUTCOME + "!=\"success\"";
    }

    private static String legend(String label) {
        return "{{" + label + "}}";
    }
}
