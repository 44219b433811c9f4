package claimbench.load;

import claimbench.contract.NewUserRequest;
import claimbench.contract.Parameter;
import claimbench.contract.User;

/** One query a request. */
final class DatabaseScenario {
    private static final Parameter<Integer> IDS =
            Parameter.integer("ids", 1, User.SEEDED).orElse(User.SEEDED);

    static final Scenario ENTRY = new Scenario(
            "database",
            "Asks for one user of the database, drawn at random: one query a request.",
            DatabaseScenario.class,
            Scenario.Needs.DATABASE,
            arguments -> Behaviour.all(arm("user", arguments.get(IDS))),
            IDS);

    private DatabaseScenario() {}

    /**
     * One of the users that a fresh database has.
     *
     * @param ids the largest that is asked for
     */
    static Arm arm(String name, int ids) {
        return Arm.get(name, asker -> {
            int id = asker.upTo(ids);
            return new Ask(NewUserRequest.path(id), BodyCheck.user(User.seeded(id)));
        });
    }
}
