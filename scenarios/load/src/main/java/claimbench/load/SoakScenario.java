package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.load.Turns.Stage;
import java.util.ArrayList;
import java.util.List;

/** The same load for as long as the window is: does anything grow? */
final class SoakScenario {
    private static final Parameter<Integer> PARTS =
            Parameter.integer("parts", 1, 60).orElse(4);

    static final Scenario ENTRY = new Scenario(
            "soak",
            "The same load for as long as the window is, each part of it recorded by itself: whether anything gets worse.",
            SoakScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            SoakScenario::behaviour,
            Menu.REQUEST,
            Menu.MS,
            PARTS);

    private SoakScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        Menu request = arguments.get(Menu.REQUEST);
        int ms = arguments.get(Menu.MS);
        int parts = arguments.get(PARTS);
        List<Arm> arms = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            arms.add(request.arm("part-" + part, ms));
            stages.add(new Stage((double) part / parts, 0));
        }
        return new Behaviour(arms, new Turns.Staged(stages));
    }
}
