package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.ProfileRequest;
import claimbench.contract.User;

/** A database and an API: two waits of different kinds. */
final class ProfileScenario {
    private static final Parameter<Integer> DB_MS = ProfileRequest.DB_MS.orElse(50);
    private static final Parameter<Integer> API_MS = ProfileRequest.API_MS.orElse(50);

    static final Scenario ENTRY = new Scenario(
            "profile",
            "Asks for a user of the database and a call of the upstream, one after another and both at once.",
            ProfileScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            ProfileScenario::behaviour,
            DB_MS,
            API_MS);

    private ProfileScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int dbMs = arguments.get(DB_MS);
        int apiMs = arguments.get(API_MS);
        return Behaviour.all(arm("serial", Mode.SERIAL, dbMs, apiMs), arm("concurrent", Mode.CONCURRENT, dbMs, apiMs));
    }

    static Arm arm(String name, Mode mode, int dbMs, int apiMs) {
        return Arm.get(name, asker -> ask(User.seeded(asker.upTo(User.SEEDED)), mode, dbMs, apiMs));
    }

    static Ask ask(User user, Mode mode, int dbMs, int apiMs) {
        return new Ask(
                "/profile/" + user.id() + "?mode=" + mode.wireName() + "&db-ms=" + dbMs + "&api-ms=" + apiMs,
                BodyCheck.profile(user, new ProfileRequest(user.id(), mode, dbMs, apiMs)));
    }
}
