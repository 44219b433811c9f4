package claimbench.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The experiments. To add one: its entry here; what it means is for claims to say. */
public final class ExperimentCatalogue {
    /**
     * Units of CPU work in one request: about a tenth of a second on one core, so that what comes with a request beside its
     * work (HTTP, and the generator, which shares the cores) is about a hundredth of it, and a window of two seconds still
     * holds more than ten of each kind.
     */
    static final int CPU_UNITS_PER_REQUEST = 4_800;

    /**
     * A user's request is in flight but for the moment between an answer and the next request; a few more users than
     * 1,000 keep 1,000 in flight at every moment.
     */
    static final int IN_FLIGHT_USERS = 1_050;

    private static final List<Experiment> EXPERIMENTS = List.of(
            new Experiment(
                    "fanout",
                    "calls to a model API, one after another and all at once, at light load",
                    "fanout",
                    LoadKind.CALLS,
                    cores -> Map.of("calls", "3", "ms", "100"),
                    10,
                    Placement.TARGET_ALONE,
                    List.of()),
            new Experiment(
                    "in-flight",
                    "more than 1,000 requests that wait, all at once",
                    "wait",
                    LoadKind.CROWD,
                    cores -> Map.of("ms", "500"),
                    IN_FLIGHT_USERS,
                    Placement.TARGET_ALONE,
                    List.of()),
            new Experiment(
                    "cpu-turns",
                    "CPU work, one task after another and as lightweight tasks that take turns",
                    "cpu",
                    LoadKind.COMPUTATION,
                    cores -> cpu(10, "serial,concurrent"),
                    1,
                    Placement.ALL_CORES,
                    List.of("event-loop", "reactive")),
            new Experiment(
                    "cpu-cores",
                    "CPU work, one task after another and on all cores",
                    "cpu",
                    LoadKind.COMPUTATION,
                    cores -> cpu(tasksFor(cores), "serial,parallel"),
                    1,
                    Placement.ALL_CORES,
                    List.of()));

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
                    "the cost of the server alone, beside the servers people would pick instead",
                    "plaintext",
                    LoadKind.STACK,
                    cores -> Map.of(),
                    STACK_USERS,
                    Placement.TARGET_ALONE,
                    List.of()),
            new Experiment(
                    "stack-wait",
                    "the cost of many requests that wait, beside the servers people would pick instead",
                    "wait",
                    LoadKind.STACK,
                    cores -> Map.of("ms", "100"),
                    STACK_WAITING_USERS,
                    Placement.TARGET_ALONE,
                    List.of()));

    private ExperimentCatalogue() {}

    /** Those that claims rest on. */
    public static List<Experiment> all() {
        return EXPERIMENTS;
    }

    /** Those that set targets beside controls. */
    public static List<Experiment> withControls() {
        return WITH_CONTROLS;
    }

    /** Whether the experiment of this id sets targets beside controls. */
    public static boolean hasControls(String id) {
        return WITH_CONTROLS.stream().anyMatch(experiment -> experiment.id().equals(id));
    }

    public static Optional<Experiment> find(String id) {
        return Stream.concat(EXPERIMENTS.stream(), WITH_CONTROLS.stream())
                .filter(experiment -> experiment.id().equals(id))
                .findFirst();
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
