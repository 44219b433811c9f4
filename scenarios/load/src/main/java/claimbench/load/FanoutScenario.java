package claimbench.load;

import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.util.List;
import java.util.stream.Collectors;

/** Several calls of the upstream: I/O-bound work. */
final class FanoutScenario {
    /** At least 2, since what the scenario compares are several calls. */
    private static final Parameter<Integer> CALLS =
            Parameter.integer("calls", 2, FanoutRequest.CALLS_MAX).orElse(3);

    /** Up to half the bound of the route, since one call is given twice as long. */
    private static final Parameter<Integer> MS =
            Parameter.integer("ms", 0, 30_000).orElse(100);

    static final Scenario ENTRY = new Scenario(
            "fanout",
            "Asks for several calls of the upstream, one after another and all at once: I/O-bound work.",
            FanoutScenario.class,
            Scenario.Needs.UPSTREAM,
            arguments -> behaviour(arguments.get(CALLS), arguments.get(MS)),
            CALLS,
            MS);

    private FanoutScenario() {}

    private static Behaviour behaviour(int calls, int ms) {
        List<Integer> equal = List.of(ms);
        List<Integer> unequal = List.of(ms, 2 * ms);
        return Behaviour.all(
                arm("one-call", 1, Mode.SERIAL, equal),
                arm("two-serial", 2, Mode.SERIAL, equal),
                arm("serial", calls, Mode.SERIAL, equal),
                arm("concurrent", calls, Mode.CONCURRENT, equal),
                arm("unequal-serial", 2, Mode.SERIAL, unequal),
                arm("unequal-concurrent", 2, Mode.CONCURRENT, unequal));
    }

    static Arm arm(String name, int calls, Mode mode, List<Integer> ms) {
        var request = new FanoutRequest(calls, mode, ms, Distribution.FIXED, 1);
        String latencies = ms.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new Arm(
                name,
                Route.FANOUT.path() + "?calls=" + calls + "&mode=" + mode.wireName() + "&ms=" + latencies,
                BodyCheck.fannedOut(request));
    }
}
