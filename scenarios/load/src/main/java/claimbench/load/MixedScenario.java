package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.util.List;
import java.util.stream.Stream;

/** Tasks that wait and compute: from which share of waiting on does taking turns pay? */
final class MixedScenario {
    private static final double PERCENT = 100;

    private static final Parameter<Integer> TASKS = MixedRequest.TASKS.orElse(4);
    private static final Parameter<Integer> TOTAL_MS = MixedRequest.TOTAL_MS.orElse(20);
    private static final Parameter<List<Integer>> IO_PERCENT =
            Parameter.integers("io-percent", 11, 0, 100).orElse(List.of(0, 25, 50, 75, 100));
    private static final Parameter<Integer> UNITS_PER_MS = MixedRequest.UNITS_PER_MS;

    static final Scenario ENTRY = new Scenario(
            "mixed",
            "Asks for tasks that wait for part of their time and compute for the rest, over several shares of waiting.",
            MixedScenario.class,
            Scenario.Needs.NOTHING,
            MixedScenario::behaviour,
            TASKS,
            TOTAL_MS,
            IO_PERCENT,
            UNITS_PER_MS);

    private MixedScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        return Behaviour.all(arguments.get(IO_PERCENT).stream()
                .distinct()
                .flatMap(percent -> Stream.of(Mode.SERIAL, Mode.CONCURRENT).map(mode -> arm(arguments, percent, mode)))
                .toList());
    }

    private static Arm arm(Arguments arguments, int ioPercent, Mode mode) {
        var request = new MixedRequest(
                arguments.get(TASKS), arguments.get(TOTAL_MS), ioPercent / PERCENT, mode, arguments.get(UNITS_PER_MS));
        return new Arm(
                mode.wireName() + "-" + ioPercent,
                Route.MIXED.path() + "?tasks=" + request.tasks() + "&total-ms=" + request.totalMs() + "&io-share="
                        + request.ioShare() + "&mode=" + mode.wireName() + "&units-per-ms=" + request.unitsPerMs(),
                BodyCheck.mixed(request));
    }
}
