package claimbench.harness.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private ExperimentCatalogue() {}

    public static List<Experiment> all() {
        return EXPERIMENTS;
    }

    public static Optional<Experiment> find(String id) {
        return EXPERIMENTS.stream()
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
