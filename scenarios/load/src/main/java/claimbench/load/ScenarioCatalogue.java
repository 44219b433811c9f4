package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.CpuRequest;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import claimbench.contract.WireName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every scenario, each with one entry. Loads nothing of Gatling. */
public final class ScenarioCatalogue {
    private static final Parameter<Integer> WAIT_MS = WaitRequest.MS.orElse(100);
    /** At least 2, since what the scenario compares are several calls; half the bound of ms, since one is doubled. */
    private static final Parameter<Integer> FANOUT_CALLS =
            Parameter.integer("calls", 2, FanoutRequest.CALLS_MAX).orElse(3);

    private static final Parameter<Integer> FANOUT_MS =
            Parameter.integer("ms", 0, 30_000).orElse(100);
    private static final Parameter<Integer> CPU_TASKS = CpuRequest.TASKS.orElse(8);
    private static final Parameter<Integer> CPU_UNITS = CpuRequest.UNITS.orElse(100);
    private static final Parameter<List<Mode>> CPU_MODES = Parameter.choices(
                    "modes", Mode.SERIAL, Mode.CONCURRENT, Mode.PARALLEL)
            .orElse(List.of(Mode.values()));

    public static final Scenario PLAINTEXT = new Scenario(
            "plaintext",
            "Asks for a fixed text: the cost of the stack alone.",
            "claimbench.load.PlaintextSimulation",
            List.of(),
            false,
            false,
            arguments -> List.of(new Arm("plaintext", Route.PLAINTEXT.path(), BodyCheck.plaintext())));

    public static final Scenario WAIT = new Scenario(
            "wait",
            "Asks the server to wait, so that requests are in flight and nothing else happens.",
            "claimbench.load.WaitSimulation",
            List.of(WAIT_MS),
            false,
            false,
            arguments -> waitArms(arguments.get(WAIT_MS)));

    public static final Scenario FANOUT = new Scenario(
            "fanout",
            "Asks for several calls of the upstream, one after another and all at once: I/O-bound work.",
            "claimbench.load.FanoutSimulation",
            List.of(FANOUT_CALLS, FANOUT_MS),
            true,
            false,
            arguments -> fanoutArms(arguments.get(FANOUT_CALLS), arguments.get(FANOUT_MS)));

    public static final Scenario CPU = new Scenario(
            "cpu",
            "Asks for the same computation in several ways of carrying it out: CPU-bound work.",
            "claimbench.load.CpuSimulation",
            List.of(CPU_TASKS, CPU_UNITS, CPU_MODES),
            false,
            false,
            ScenarioCatalogue::cpuArms);

    private static final List<Scenario> ALL = List.of(PLAINTEXT, WAIT, FANOUT, CPU);

    private ScenarioCatalogue() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> find(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The names of all scenarios, joined by commas. */
    public static String names() {
        return ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }

    private static List<Arm> waitArms(int ms) {
        return List.of(new Arm("wait", Route.WAIT.path() + "?ms=" + ms, BodyCheck.waited(ms)));
    }

    private static List<Arm> fanoutArms(int calls, int ms) {
        List<Integer> equal = List.of(ms);
        List<Integer> unequal = List.of(ms, 2 * ms);
        return List.of(
                fanoutArm("one-call", 1, Mode.SERIAL, equal),
                fanoutArm("two-serial", 2, Mode.SERIAL, equal),
                fanoutArm("serial", calls, Mode.SERIAL, equal),
                fanoutArm("concurrent", calls, Mode.CONCURRENT, equal),
                fanoutArm("unequal-serial", 2, Mode.SERIAL, unequal),
                fanoutArm("unequal-concurrent", 2, Mode.CONCURRENT, unequal));
    }

    private static Arm fanoutArm(String name, int calls, Mode mode, List<Integer> ms) {
        var request = new FanoutRequest(calls, mode, ms, Distribution.FIXED, 1);
        String latencies = ms.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new Arm(
                name,
                Route.FANOUT.path() + "?calls=" + calls + "&mode=" + mode.wireName() + "&ms=" + latencies,
                BodyCheck.fannedOut(request));
    }

    private static List<Arm> cpuArms(Arguments arguments) {
        int tasks = arguments.get(CPU_TASKS);
        int units = arguments.get(CPU_UNITS);
        BodyCheck check = BodyCheck.computed(tasks, units);
        return arguments.get(CPU_MODES).stream()
                .map(WireName::wireName)
                .map(mode -> new Arm(
                        mode, Route.CPU.path() + "?tasks=" + tasks + "&units=" + units + "&mode=" + mode, check))
                .toList();
    }
}
