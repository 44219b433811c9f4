package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.load.Turns.Stage;
import java.util.ArrayList;
import java.util.List;

/** Arrivals at a rate that rises in steps: where is the capacity? */
final class RampScenario {
    private static final Parameter<Integer> FROM =
            Parameter.integer("from", 1, LoadLimits.RATE_MAX).orElse(50);
    private static final Parameter<Integer> TO =
            Parameter.integer("to", 2, LoadLimits.RATE_MAX).orElse(500);
    private static final Parameter<Integer> STEPS =
            Parameter.integer("steps", 2, 50).orElse(5);

    static final Scenario ENTRY = new Scenario(
            "ramp",
            "Arrivals at a rate that rises in steps over the window, each step recorded by itself: a way to find the capacity.",
            RampScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            RampScenario::behaviour,
            Menu.REQUEST,
            Menu.MS,
            FROM,
            TO,
            STEPS);

    private RampScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int from = arguments.get(FROM);
        int to = arguments.get(TO);
        int steps = arguments.get(STEPS);
        if (to - from < steps - 1) {
            throw new ProblemException(Problem.badParameter(
                    TO.name(),
                    "to must be at least " + (from + steps - 1) + " for " + steps + " steps from " + from + ", not "
                            + to));
        }
        Menu request = arguments.get(Menu.REQUEST);
        int ms = arguments.get(Menu.MS);
        List<Arm> arms = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int rate = from + (int) Math.round((to - from) * (double) step / (steps - 1));
            arms.add(request.arm(request.wireName() + "-at-" + rate, ms));
            stages.add(new Stage((step + 1.0) / steps, rate));
        }
        return new Behaviour(arms, new Turns.Staged(stages));
    }
}
