package claimbench.load;

import claimbench.contract.Parameter;
import claimbench.contract.WaitRequest;

/** Short waits beside many long ones. */
final class SlowScenario {
    private static final Parameter<Integer> MS = WaitRequest.MS.orElse(100);
    private static final Parameter<Integer> SLOW_MS =
            Parameter.integer("slow-ms", 0, 60_000).orElse(1_000);
    private static final Parameter<Integer> EVERY =
            Parameter.integer("every", 2, 1_000).orElse(2);

    static final Scenario ENTRY = new Scenario(
            "slow",
            "One user in so many waits long, and the others shortly, to see whether the slow hold up the fast.",
            SlowScenario.class,
            Scenario.Needs.NOTHING,
            arguments -> Behaviour.oneIn(
                    arguments.get(EVERY),
                    WaitScenario.arm("slow", arguments.get(SLOW_MS)),
                    WaitScenario.arm("fast", arguments.get(MS))),
            MS,
            SLOW_MS,
            EVERY);

    private SlowScenario() {}
}
