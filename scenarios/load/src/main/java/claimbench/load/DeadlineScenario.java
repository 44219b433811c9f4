package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import java.util.List;

/** A deadline against a stalled upstream, beside users whose calls are well. */
final class DeadlineScenario {
    private static final Parameter<Integer> TIMEOUT_MS = DeadlineRequest.TIMEOUT_MS.orElse(200);
    private static final Parameter<Integer> MS = DeadlineRequest.MS.orElse(10_000);
    private static final Parameter<Integer> HEALTHY_MS =
            Parameter.integer("healthy-ms", 0, 60_000).orElse(50);
    private static final Parameter<Integer> EVERY =
            Parameter.integer("every", 2, 1_000).orElse(5);

    static final Scenario ENTRY = new Scenario(
            "deadline",
            "One user in so many meets an upstream that stalls, and must get 504 at the deadline; the others' calls are well.",
            DeadlineScenario.class,
            Scenario.Needs.UPSTREAM,
            DeadlineScenario::behaviour,
            TIMEOUT_MS,
            MS,
            HEALTHY_MS,
            EVERY);

    private DeadlineScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        var request = new DeadlineRequest(arguments.get(TIMEOUT_MS), arguments.get(MS));
        if (request.ms() <= request.timeoutMs()) {
            throw new ProblemException(Problem.badParameter(
                    MS.name(),
                    "ms must be more than the timeout-ms of " + request.timeoutMs() + ", not " + request.ms()));
        }
        Problem expected = request.exceeded();
        return Behaviour.oneIn(
                arguments.get(EVERY),
                Arm.get(
                        "stalled",
                        Route.DEADLINE.path() + "?timeout-ms=" + request.timeoutMs() + "&ms=" + request.ms(),
                        expected.status(),
                        BodyCheck.problem(expected)),
                FanoutScenario.arm("healthy", 1, Mode.SERIAL, List.of(arguments.get(HEALTHY_MS))));
    }
}
