package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.BlockRequest;
import claimbench.contract.BlockRequest.Where;
import claimbench.contract.Parameter;
import claimbench.contract.Route;

/** A blocking call beside requests that only wait. */
final class BlockingScenario {
    private static final Parameter<Integer> MS = BlockRequest.MS.orElse(100);
    private static final Parameter<Where> WHERE = BlockRequest.WHERE.orElse(Where.LOOP);
    private static final Parameter<Integer> WAIT_MS =
            Parameter.integer("wait-ms", 0, 60_000).orElse(10);
    private static final Parameter<Integer> EVERY =
            Parameter.integer("every", 2, 1_000).orElse(10);

    static final Scenario ENTRY = new Scenario(
            "blocking",
            "One user in so many makes calls that block, on the loop or off-loaded; how long the others wait shows the stall.",
            BlockingScenario.class,
            Scenario.Needs.NOTHING,
            BlockingScenario::behaviour,
            MS,
            WHERE,
            WAIT_MS,
            EVERY);

    private BlockingScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int ms = arguments.get(MS);
        return Behaviour.oneIn(
                arguments.get(EVERY),
                new Arm(
                        "block",
                        Route.BLOCK.path() + "?ms=" + ms + "&where="
                                + arguments.get(WHERE).wireName(),
                        BodyCheck.blocked(ms)),
                WaitScenario.arm("wait", arguments.get(WAIT_MS)));
    }
}
