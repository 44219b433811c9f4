package claimbench.load;

import claimbench.contract.AnswerRequest;
import claimbench.contract.Arguments;
import claimbench.contract.Mode;
import claimbench.contract.Notify;
import claimbench.contract.Parameter;
import claimbench.contract.ProfileRequest;
import claimbench.contract.User;
import java.util.List;

/** A whole journey: somebody who talks to an AI agent. */
final class AgentScenario {
    private static final int MAIL_MS = 500;

    private static final Parameter<Integer> TOKENS = AnswerRequest.TOKENS.orElse(20);
    private static final Parameter<Integer> GAP_MS = AnswerRequest.GAP_MS.orElse(20);
    private static final Parameter<Integer> DB_MS = ProfileRequest.DB_MS.orElse(20);
    private static final Parameter<Integer> API_MS = ProfileRequest.API_MS.orElse(50);
    private static final Parameter<Integer> THINK_MS =
            Parameter.integer("think-ms", 0, 60_000).orElse(500);

    static final Scenario ENTRY = new Scenario(
            "agent",
            "A user of an AI agent registers, asks, reads the streamed answer and looks at the profile, and thinks in between.",
            AgentScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            AgentScenario::behaviour,
            TOKENS,
            GAP_MS,
            DB_MS,
            API_MS,
            THINK_MS);

    private AgentScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        return new Behaviour(
                List.of(
                        BackgroundScenario.arm("register", Notify.BACKGROUND, MAIL_MS),
                        StreamScenario.arm("answer", arguments.get(TOKENS), arguments.get(GAP_MS)),
                        profile(arguments.get(DB_MS), arguments.get(API_MS))),
                new Turns.Journey(arguments.get(THINK_MS)));
    }

    /** The profile of whoever has registered; where that has failed, of somebody else. */
    private static Arm profile(int dbMs, int apiMs) {
        return Arm.get("profile", asker -> {
            int id = asker.registeredId();
            String name = asker.registeredName();
            User user = id == 0 ? User.seeded(1) : new User(id, name, BackgroundScenario.email(name));
            return ProfileScenario.ask(user, Mode.CONCURRENT, dbMs, apiMs);
        });
    }
}
