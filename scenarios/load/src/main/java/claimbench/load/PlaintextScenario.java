package claimbench.load;

import claimbench.contract.Route;

/** The cost of the stack alone. */
final class PlaintextScenario {
    static final Scenario ENTRY = new Scenario(
            "plaintext",
            "Asks for a fixed text: the cost of the stack alone.",
            PlaintextScenario.class,
            Scenario.Needs.NOTHING,
            arguments -> Behaviour.all(arm("plaintext")));

    private PlaintextScenario() {}

    static Arm arm(String name) {
        return new Arm(name, Route.PLAINTEXT.path(), BodyCheck.plaintext());
    }
}
