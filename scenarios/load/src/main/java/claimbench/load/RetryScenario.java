package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.RetryRequest;
import claimbench.contract.Route;

/** Calls that are made again. */
final class RetryScenario {
    private static final int OK = 200;

    private static final Parameter<Integer> FAILURES =
            Parameter.integer("failures", 1, 9).orElse(2);
    private static final Parameter<Integer> ATTEMPTS =
            Parameter.integer("attempts", 2, 10).orElse(4);

    static final Scenario ENTRY = new Scenario(
            "retry",
            "Asks for a call of an upstream that fails not at all, some times, or more often than is tried.",
            RetryScenario.class,
            Scenario.Needs.UPSTREAM,
            RetryScenario::behaviour,
            FAILURES,
            ATTEMPTS);

    private RetryScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int failures = arguments.get(FAILURES);
        int attempts = arguments.get(ATTEMPTS);
        if (failures >= attempts) {
            throw new ProblemException(Problem.badParameter(
                    FAILURES.name(), "failures must be less than the " + attempts + " attempts, not " + failures));
        }
        int status = new RetryRequest(attempts, attempts).failed(attempts, "").status();
        return Behaviour.all(
                arm("at-once", 0, attempts, OK, BodyCheck.succeededAt(1)),
                arm("recovers", failures, attempts, OK, BodyCheck.succeededAt(failures + 1)),
                arm("gives-up", attempts, attempts, status, BodyCheck.gaveUpAfter(attempts)));
    }

    private static Arm arm(String name, int failures, int attempts, int status, BodyCheck check) {
        return Arm.get(name, Route.RETRY.path() + "?failures=" + failures + "&attempts=" + attempts, status, check);
    }
}
