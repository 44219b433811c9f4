package claimbench.load;

import claimbench.contract.AnswerRequest;
import claimbench.contract.AnswerRequest.Delivery;
import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Route;

/** A model's tokens, as they come and all in one. */
final class StreamScenario {
    private static final Parameter<Integer> TOKENS = AnswerRequest.TOKENS.orElse(20);
    private static final Parameter<Integer> GAP_MS = AnswerRequest.GAP_MS.orElse(20);

    static final Scenario ENTRY = new Scenario(
            "stream",
            "Asks for a model's answer, token by token as it comes and all in one: what streaming does for the first word.",
            StreamScenario.class,
            Scenario.Needs.UPSTREAM,
            StreamScenario::behaviour,
            TOKENS,
            GAP_MS);

    private StreamScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int tokens = arguments.get(TOKENS);
        int gapMs = arguments.get(GAP_MS);
        return Behaviour.all(
                arm("stream", tokens, gapMs),
                new Arm("whole", target(tokens, gapMs, Delivery.WHOLE), BodyCheck.answered(tokens)));
    }

    static Arm arm(String name, int tokens, int gapMs) {
        return Arm.stream(name, target(tokens, gapMs, Delivery.STREAM), tokens);
    }

    private static String target(int tokens, int gapMs, Delivery mode) {
        return Route.ANSWER.path() + "?tokens=" + tokens + "&gap-ms=" + gapMs + "&mode=" + mode.wireName();
    }
}
