package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.CpuRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import java.util.List;

/** CPU-bound work. */
final class CpuScenario {
    private static final Parameter<Integer> TASKS = CpuRequest.TASKS.orElse(8);
    private static final Parameter<Integer> UNITS = CpuRequest.UNITS.orElse(100);
    private static final Parameter<List<Mode>> MODES = Parameter.choices(
                    "modes", Mode.SERIAL, Mode.CONCURRENT, Mode.PARALLEL)
            .orElse(List.of(Mode.values()));

    static final Scenario ENTRY = new Scenario(
            "cpu",
            "Asks for the same computation in several ways of carrying it out: CPU-bound work.",
            CpuScenario.class,
            Scenario.Needs.NOTHING,
            CpuScenario::behaviour,
            TASKS,
            UNITS,
            MODES);

    private CpuScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int tasks = arguments.get(TASKS);
        int units = arguments.get(UNITS);
        BodyCheck check = BodyCheck.computed(tasks, units);
        return Behaviour.all(arguments.get(MODES).stream()
                .map(WireName::wireName)
                .map(mode -> new Arm(
                        mode, Route.CPU.path() + "?tasks=" + tasks + "&units=" + units + "&mode=" + mode, check))
                .toList());
    }
}
