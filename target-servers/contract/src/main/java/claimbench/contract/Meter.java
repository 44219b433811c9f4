package claimbench.contract;

import static claimbench.contract.Meter.Presence.AFTER_AN_EVENT;
import static claimbench.contract.Meter.Presence.ALWAYS;
import static claimbench.contract.Meter.Presence.WHERE_SHOWN;
import static claimbench.contract.Meter.Type.COUNTER;
import static claimbench.contract.Meter.Type.GAUGE;
import static claimbench.contract.Meter.Type.HISTOGRAM;
import static claimbench.contract.Meter.Type.SUMMARY;
import static claimbench.contract.MeterNames.AREA;
import static claimbench.contract.MeterNames.CASE;
import static claimbench.contract.MeterNames.CHECK;
import static claimbench.contract.MeterNames.CLAIM;
import static claimbench.contract.MeterNames.EXPERIMENT;
import static claimbench.contract.MeterNames.FAULT;
import static claimbench.contract.MeterNames.GC;
import static claimbench.contract.MeterNames.KIND;
import static claimbench.contract.MeterNames.LOOP;
import static claimbench.contract.MeterNames.MODE;
import static claimbench.contract.MeterNames.OUTCOME;
import static claimbench.contract.MeterNames.PHASE;
import static claimbench.contract.MeterNames.POOL;
import static claimbench.contract.MeterNames.PROCESS;
import static claimbench.contract.MeterNames.QUANTITY;
import static claimbench.contract.MeterNames.REQUEST;
import static claimbench.contract.MeterNames.ROLE;
import static claimbench.contract.MeterNames.ROUTE;
import static claimbench.contract.MeterNames.RUN;
import static claimbench.contract.MeterNames.SCENARIO;
import static claimbench.contract.MeterNames.SCRAPED;
import static claimbench.contract.MeterNames.STATE;
import static claimbench.contract.MeterNames.TARGET;
import static claimbench.contract.MeterNames.TRIAL;
import static claimbench.contract.MeterNames.VERDICT;
import static claimbench.contract.MeteredProcess.ALL;
import static claimbench.contract.MeteredProcess.EVENT_LOOP;
import static claimbench.contract.MeteredProcess.GENERATOR;
import static claimbench.contract.MeteredProcess.HARNESS;
import static claimbench.contract.MeteredProcess.PLATFORM_THREADS;
import static claimbench.contract.MeteredProcess.REACTIVE;
import static claimbench.contract.MeteredProcess.SERVERS;
import static claimbench.contract.MeteredProcess.TARGETS;
import static claimbench.contract.MeteredProcess.UPSTREAM;
import static claimbench.contract.MeteredProcess.VIRTUAL_THREADS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of all meters: each process shows those that name it, and no others. Names are Prometheus' own. Every sample has
 * the label {@code process} (a {@link MeteredProcess}), and {@code worker} where a target runs in several processes; the
 * harness adds {@link #RECORDED_LABELS} to what it records and to what it relays.
 */
public enum Meter {
    // Requests, on the server's side

    SERVER_REQUESTS(
            "http_server_requests_seconds",
            HISTOGRAM,
            Unit.SECONDS,
            SERVERS,
            AFTER_AN_EVENT,
            "Time inside the server, from a request's receipt to its answer's last byte.",
            ROUTE,
            MODE,
            OUTCOME),
    CONTROL_REQUESTS(
            "claimbench_control_requests_seconds",
            SUMMARY,
            Unit.SECONDS,
            TARGETS,
            AFTER_AN_EVENT,
            "The same of requests that are no work, but look at the target: /health, /about and /metrics.",
            ROUTE),
    SERVER_REQUESTS_ACTIVE(
            "http_server_requests_active",
            GAUGE,
            Unit.NONE,
            SERVERS,
            ALWAYS,
            "Requests received and not yet answered, the one that asks included."),
    SERVER_CONNECTIONS("http_server_connections", GAUGE, Unit.NONE, SERVERS, ALWAYS, "Open client connections."),

    // What goes on inside the models

    POOL_THREADS(
            "claimbench_pool_threads",
            GAUGE,
            Unit.NONE,
            Set.of(PLATFORM_THREADS, EVENT_LOOP, REACTIVE),
            ALWAYS,
            "Threads of a pool: all of them (size), and those at work (active).",
            POOL,
            STATE),
    POOL_QUEUED(
            "claimbench_pool_queued",
            GAUGE,
            Unit.NONE,
            Set.of(PLATFORM_THREADS, EVENT_LOOP, REACTIVE),
            ALWAYS,
            "Work that waits for a thread of the pool.",
            POOL),
    VIRTUAL_CARRIERS(
            "claimbench_virtual_carriers",
            GAUGE,
            Unit.NONE,
            Set.of(VIRTUAL_THREADS),
            ALWAYS,
            "Platform threads that the scheduler of virtual threads has now; more than cores while it makes up for some that are blocked."),
    VIRTUAL_MOUNTED(
            "claimbench_virtual_mounted",
            GAUGE,
            Unit.NONE,
            Set.of(VIRTUAL_THREADS),
            ALWAYS,
            "Virtual threads that run at this moment."),
    VIRTUAL_QUEUED(
            "claimbench_virtual_queued",
            GAUGE,
            Unit.NONE,
            Set.of(VIRTUAL_THREADS),
            ALWAYS,
            "Virtual threads that could run and wait for a carrier."),
    VIRTUAL_PINNED(
            "claimbench_virtual_pinned_seconds",
            SUMMARY,
            Unit.SECONDS,
            Set.of(VIRTUAL_THREADS),
            WHERE_SHOWN,
            "How long virtual threads held on to their carrier while they waited, one count each time; the JVM's event"
                    + " jdk.VirtualThreadPinned, only with the option --pinned-events."),
    LOOP_READY(
            "claimbench_loop_ready",
            GAUGE,
            Unit.NONE,
            Set.of(EVENT_LOOP, REACTIVE),
            ALWAYS,
            "Callbacks that wait for their turn on the loop.",
            LOOP),
    LOOP_TIMERS(
            "claimbench_loop_timers",
            GAUGE,
            Unit.NONE,
            Set.of(EVENT_LOOP),
            ALWAYS,
            "Timers that have not fired: coroutines that sleep.",
            LOOP),
    LOOP_TASKS(
            "claimbench_loop_tasks",
            GAUGE,
            Unit.NONE,
            Set.of(EVENT_LOOP),
            ALWAYS,
            "Tasks that are not done, waiting ones included.",
            LOOP),
    LOOP_STALL(
            "claimbench_loop_stall_seconds",
            GAUGE,
            Unit.SECONDS,
            Set.of(EVENT_LOOP, REACTIVE),
            ALWAYS,
            "The loop's lag: the longest time of late that it ran without looking at timers and sockets, one under way included.",
            LOOP),
    UPSTREAM_CONNECTIONS(
            "claimbench_upstream_connections",
            GAUGE,
            Unit.NONE,
            TARGETS,
            ALWAYS,
            "Open connections to the upstream, in use or kept for the next call."),
    UPSTREAM_QUEUED(
            "claimbench_upstream_queued",
            GAUGE,
            Unit.NONE,
            Set.of(REACTIVE),
            ALWAYS,
            "Calls that wait for a connection to the upstream; the other models open one more."),
    DATABASE_CONNECTIONS(
            "claimbench_database_connections",
            GAUGE,
            Unit.NONE,
            TARGETS,
            ALWAYS,
            "Connections to the database: all of them (size), and those in use (active).",
            STATE),
    DATABASE_QUEUED(
            "claimbench_database_queued",
            GAUGE,
            Unit.NONE,
            TARGETS,
            ALWAYS,
            "Requests that wait for a connection to the database."),
    BACKGROUND_TASKS(
            "claimbench_background_tasks",
            GAUGE,
            Unit.NONE,
            TARGETS,
            ALWAYS,
            "Background tasks that run (running) and that wait for their turn (waiting).",
            STATE),
    BACKGROUND_ENDED(
            "claimbench_background_ended",
            COUNTER,
            Unit.NONE,
            TARGETS,
            ALWAYS,
            "Background tasks that have ended: success or failure.",
            OUTCOME),

    // The upstream and the generator: can the run be trusted?

    UPSTREAM_LATENESS(
            "claimbench_upstream_lateness_seconds",
            HISTOGRAM,
            Unit.SECONDS,
            Set.of(UPSTREAM),
            ALWAYS,
            "How much later than meant the upstream answered."),
    UPSTREAM_FAULT(
            "claimbench_upstream_fault",
            GAUGE,
            Unit.NONE,
            Set.of(UPSTREAM),
            AFTER_AN_EVENT,
            "1 while the upstream has the planted fault that the label names, 0 when it no longer has it.",
            FAULT),
    GENERATOR_REQUESTS(
            "claimbench_generator_requests_seconds",
            HISTOGRAM,
            Unit.SECONDS,
            Set.of(GENERATOR),
            ALWAYS,
            "Response times on the client's side, queues and connecting included; from the intended start where requests arrive at a rate."
                    + " The phase is that in which the request was due: warm-up, window, or drain for the few that came too late for it.",
            REQUEST,
            OUTCOME,
            PHASE),
    GENERATOR_LAG(
            "claimbench_generator_lag_seconds",
            HISTOGRAM,
            Unit.SECONDS,
            Set.of(GENERATOR),
            ALWAYS,
            "How far behind its intended time a request was started."),
    GENERATOR_USERS(
            "claimbench_generator_users", GAUGE, Unit.NONE, Set.of(GENERATOR), ALWAYS, "Virtual users under way."),

    // The process, as the JVM and the operating system see it

    PROCESS_CPU(
            "process_cpu_seconds",
            COUNTER,
            Unit.SECONDS,
            ALL,
            ALWAYS,
            "CPU time that the process has used, user and system."),
    PROCESS_MEMORY(
            "process_resident_memory_bytes", GAUGE, Unit.BYTES, ALL, WHERE_SHOWN, "Resident set size; on Linux."),
    PROCESS_SWITCHES(
            "process_context_switches",
            COUNTER,
            Unit.NONE,
            ALL,
            WHERE_SHOWN,
            "Times that one of its threads gave up its core (voluntary) or lost it (involuntary); on Linux.",
            KIND),
    PROCESS_FILES(
            "process_files_open_files",
            GAUGE,
            Unit.FILES,
            ALL,
            WHERE_SHOWN,
            "Open descriptors, sockets included; on Unix."),
    PROCESS_UPTIME("process_uptime_seconds", GAUGE, Unit.SECONDS, ALL, ALWAYS, "Time since the JVM was started."),
    JVM_MEMORY_USED(
            "jvm_memory_used_bytes",
            GAUGE,
            Unit.BYTES,
            ALL,
            ALWAYS,
            "Memory in use, dead objects that are not yet collected included: heap or nonheap.",
            AREA),
    JVM_MEMORY_COMMITTED(
            "jvm_memory_committed_bytes",
            GAUGE,
            Unit.BYTES,
            ALL,
            ALWAYS,
            "Memory that the JVM has got from the system: heap or nonheap.",
            AREA),
    JVM_ALLOCATED(
            "jvm_memory_allocated_bytes",
            COUNTER,
            Unit.BYTES,
            ALL,
            ALWAYS,
            "Bytes of all objects ever made, by whichever thread."),
    JVM_GC_PAUSE(
            "jvm_gc_pause_seconds",
            SUMMARY,
            Unit.SECONDS,
            ALL,
            ALWAYS,
            "Collections, and the time they took: of collectors that stop all threads, pauses. Whole milliseconds.",
            GC),
    JVM_COMPILATION(
            "jvm_compilation_seconds",
            COUNTER,
            Unit.SECONDS,
            ALL,
            ALWAYS,
            "Time that the JIT compilers have worked. Whole milliseconds."),
    JVM_THREADS(
            "jvm_threads_live_threads",
            GAUGE,
            Unit.THREADS,
            ALL,
            ALWAYS,
            "Platform threads, carriers included; virtual threads and coroutines are none."),

    // The harness

    TRIAL_PHASE(
            "claimbench_trial_phase",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            ALWAYS,
            "What a trial is at: 1 for the phase that goes on (start, warm-up, window, drain), 0 for the others.",
            PHASE),
    SCRAPE_DURATION(
            "claimbench_scrape_duration_seconds",
            GAUGE,
            Unit.SECONDS,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "How long the latest scrape of a process took.",
            SCRAPED),
    SCRAPE_SIZE(
            "claimbench_scrape_size_bytes",
            GAUGE,
            Unit.BYTES,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Size of the latest scrape of a process.",
            SCRAPED),

    // What a run says of claims, once it has been judged

    CLAIM_VERDICT(
            "claimbench_claim_verdict",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "1: the verdict that the label names is the claim's.",
            CLAIM,
            VERDICT),
    CLAIM_EFFECT(
            "claimbench_claim_effect",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "A claim's figure over all trials, in the unit of its quantity; a speed-up is a ratio.",
            CLAIM,
            CASE,
            QUANTITY,
            TARGET),
    CLAIM_EFFECT_LOW(
            "claimbench_claim_effect_low",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Lower end of that figure's interval.",
            CLAIM,
            CASE,
            QUANTITY,
            TARGET),
    CLAIM_EFFECT_HIGH(
            "claimbench_claim_effect_high",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Upper end of that figure's interval.",
            CLAIM,
            CASE,
            QUANTITY,
            TARGET),
    CLAIM_EXPECTED_LOW(
            "claimbench_claim_expected_low",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Lower end of the range that the document lets expect; missing where there is none.",
            CLAIM,
            CASE,
            QUANTITY,
            TARGET),
    CLAIM_EXPECTED_HIGH(
            "claimbench_claim_expected_high",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Upper end of the range that the document lets expect; missing where there is none.",
            CLAIM,
            CASE,
            QUANTITY,
            TARGET),
    TRUST_FINDINGS(
            "claimbench_trust_findings",
            GAUGE,
            Unit.NONE,
            Set.of(HARNESS),
            AFTER_AN_EVENT,
            "Trials in which a trust check came to this state (passed, failed, unknown); of a check of the whole run, 1.",
            CHECK,
            STATE);

    /** Labels that the harness adds to each sample of a trial's processes. */
    public static final List<String> RECORDED_LABELS = List.of(RUN, TRIAL, EXPERIMENT, SCENARIO, TARGET, ROLE);

    /** Labels of every meter. */
    public static final List<String> COMMON_LABELS = List.of(PROCESS);

    /** What kind of figure it is. */
    public enum Type {
        /** Goes up; its sample's name ends in {@code _total}. */
        COUNTER("_total"),
        GAUGE(""),
        /** Cumulative buckets, as Prometheus' classic histogram, and natively where the format has that. */
        HISTOGRAM("_bucket", "_count", "_sum"),
        /** Without quantiles. */
        SUMMARY("_count", "_sum");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable elements
        private final List<String> suffixes;

        Type(String... suffixes) {
            this.suffixes = List.of(suffixes);
        }
    }

    /** What a figure counts. */
    public enum Unit {
        SECONDS,
        BYTES,
        FILES,
        THREADS,
        /** A number of things, which the name says. */
        NONE;

        /** As OpenMetrics' {@code # UNIT}; empty for none. */
        public String text() {
            return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** When a meter is there. */
    public enum Presence {
        /** From the first scrape on. */
        ALWAYS,
        /** A series comes with the first event that it counts. */
        AFTER_AN_EVENT,
        /** Only where the system shows it, or an option asks for it. */
        WHERE_SHOWN
    }

    private final String family;
    private final Type type;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of, of enum constants
    private final Set<MeteredProcess> processes;

    private final Presence presence;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable elements
    private final List<String> labels;

    Meter(
            String family,
            Type type,
            Unit unit,
            Set<MeteredProcess> processes,
            Presence presence,
            String meaning,
            String... labels) {
        this.family = family;
        this.type = type;
        this.unit = unit;
        this.processes = processes;
        this.presence = presence;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The family's name, as OpenMetrics has it: a counter's without {@code _total}. */
    public String family() {
        return family;
    }

    public Type type() {
        return type;
    }

    public Unit unit() {
        return unit;
    }

    /** Those that show it. */
    public Set<MeteredProcess> processes() {
        return processes;
    }

    public Presence presence() {
        return presence;
    }

    /** In one sentence, or two. */
    public String meaning() {
        return meaning;
    }

    /** Its own labels, beside those that all have. */
    public List<String> labels() {
        return labels;
    }

    /** Names of its samples. */
    public List<String> samples() {
        return type.suffixes.stream().map(suffix -> family + suffix).toList();
    }

    /** The name of the sample of a gauge or a counter. */
    public String sample() {
        if (type.suffixes.size() != 1) {
            throw new IllegalStateException(family + " has several samples");
        }
        return samples().getFirst();
    }

    /** Cumulative buckets of a histogram. */
    public String bucket() {
        return family + needs("_bucket");
    }

    /** How many a histogram or a summary has counted. */
    public String count() {
        return family + needs("_count");
    }

    /** What a histogram or a summary has added up. */
    public String sum() {
        return family + needs("_sum");
    }

    private String needs(String suffix) {
        if (!type.suffixes.contains(suffix)) {
            throw new IllegalStateException(family + " has no " + suffix);
        }
        return suffix;
    }

    /** Those of a process, in the table's order. */
    public static List<Meter> of(MeteredProcess process) {
        return Arrays.stream(values())
                .filter(meter -> meter.processes.contains(process))
                .toList();
    }

    /** The meter that a sample of this name belongs to. */
    public static Optional<Meter> ofSample(String name) {
        return Optional.ofNullable(BySample.METERS.get(name));
    }

    private static final class BySample {
        static final Map<String, Meter> METERS = Arrays.stream(values())
                .flatMap(meter -> meter.samples().stream().map(sample -> Map.entry(sample, meter)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
