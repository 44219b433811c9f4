package claimbench.load;

import claimbench.contract.Parameter;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;

/** Requests that wait. */
final class WaitScenario {
    private static final Parameter<Integer> MS = WaitRequest.MS.orElse(100);

    static final Scenario ENTRY = new Scenario(
            "wait",
            "Asks the server to wait, so that requests are in flight and nothing else happens.",
            WaitScenario.class,
            Scenario.Needs.NOTHING,
            arguments -> Behaviour.all(arm("wait", arguments.get(MS))),
            MS);

    private WaitScenario() {}

    static Arm arm(String name, int ms) {
        return new Arm(name, Route.WAIT.path() + "?ms=" + ms, BodyCheck.waited(ms));
    }
}
