package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import claimbench.contract.OnError;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import java.util.List;

/** Some of several calls fail. */
final class PartialFailureScenario {
    private static final int OK = 200;

    private static final Parameter<Integer> CALLS =
            Parameter.integer("calls", 1, FanoutRequest.CALLS_MAX).orElse(5);
    private static final Parameter<Integer> FAILING =
            Parameter.integer("failing", 1, FanoutRequest.CALLS_MAX).orElse(2);
    private static final Parameter<Integer> MS =
            Parameter.integer("ms", 0, 60_000).orElse(50);

    static final Scenario ENTRY = new Scenario(
            "partial-failure",
            "Asks for several calls of which some fail, with 502 for all or with every result and every failure.",
            PartialFailureScenario.class,
            Scenario.Needs.UPSTREAM,
            PartialFailureScenario::behaviour,
            CALLS,
            FAILING,
            MS);

    private PartialFailureScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int calls = arguments.get(CALLS);
        int failing = arguments.get(FAILING);
        if (failing > calls) {
            throw new ProblemException(Problem.badParameter(
                    FAILING.name(), "failing must be at most the " + calls + " calls, not " + failing));
        }
        int ms = arguments.get(MS);
        return Behaviour.all(
                arm("collect-serial", calls, failing, ms, Mode.SERIAL, OnError.COLLECT),
                arm("collect-concurrent", calls, failing, ms, Mode.CONCURRENT, OnError.COLLECT),
                arm("fail-serial", calls, failing, ms, Mode.SERIAL, OnError.FAIL),
                arm("fail-concurrent", calls, failing, ms, Mode.CONCURRENT, OnError.FAIL));
    }

    private static Arm arm(String name, int calls, int failing, int ms, Mode mode, OnError onError) {
        var request = new FanoutRequest(calls, mode, List.of(ms), Distribution.FIXED, 1, failing, onError);
        String target = Route.FANOUT.path() + "?calls=" + calls + "&mode=" + mode.wireName() + "&ms=" + ms + "&failing="
                + failing + "&on-error=" + onError.wireName();
        Problem failed = Problem.upstreamFailed("");
        return switch (onError) {
            case COLLECT -> Arm.get(name, target, OK, BodyCheck.collected(request));
            case FAIL -> Arm.get(name, target, failed.status(), BodyCheck.problemTitled(failed));
        };
    }
}
