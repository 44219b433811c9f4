package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.load.Turns.Stage;
import java.util.List;

/** Arrivals at a rate, a burst, and the rate again: how long until all is well? */
final class SpikeScenario {
    private static final double PERCENT = 100;

    private static final Parameter<Integer> BASE =
            Parameter.integer("base", 1, LoadLimits.RATE_MAX).orElse(50);
    private static final Parameter<Integer> BURST =
            Parameter.integer("burst", 2, LoadLimits.RATE_MAX).orElse(500);
    private static final Parameter<Integer> BURST_PERCENT =
            Parameter.integer("burst-percent", 1, 90).orElse(20);

    static final Scenario ENTRY = new Scenario(
            "spike",
            "Arrivals at a rate, a burst in the window's middle, and the rate again, each recorded by itself.",
            SpikeScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            SpikeScenario::behaviour,
            Menu.REQUEST,
            Menu.MS,
            BASE,
            BURST,
            BURST_PERCENT);

    private SpikeScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int base = arguments.get(BASE);
        int burst = arguments.get(BURST);
        if (burst <= base) {
            throw new ProblemException(Problem.badParameter(
                    BURST.name(), "burst must be more than the base of " + base + ", not " + burst));
        }
        double half = arguments.get(BURST_PERCENT) / PERCENT / 2;
        Menu request = arguments.get(Menu.REQUEST);
        int ms = arguments.get(Menu.MS);
        return new Behaviour(
                List.of(request.arm("before", ms), request.arm("burst", ms), request.arm("after", ms)),
                new Turns.Staged(
                        List.of(new Stage(0.5 - half, base), new Stage(0.5 + half, burst), new Stage(1, base))));
    }
}
