package claimbench.load;

import claimbench.contract.Json;
import claimbench.contract.Notify;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.util.Map;

/** Work that goes on after its answer. */
final class BackgroundScenario {
    private static final int CREATED = 201;

    private static final Parameter<Integer> MAIL_MS =
            Parameter.integer("mail-ms", 0, 60_000).orElse(500);

    static final Scenario ENTRY = new Scenario(
            "background",
            "Registers users whose welcome mail is sent in the background, or awaited by the answer.",
            BackgroundScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            arguments -> Behaviour.all(
                    arm("background", Notify.BACKGROUND, arguments.get(MAIL_MS)),
                    arm("awaited", Notify.AWAITED, arguments.get(MAIL_MS))),
            MAIL_MS);

    private BackgroundScenario() {}

    /** Registers a user under a new name; whoever asks is that user from then on. */
    static Arm arm(String name, Notify notification, int mailMs) {
        String target = Route.NEW_USER.path() + "?notify=" + notification.wireName() + "&mail-ms=" + mailMs;
        return Arm.post(name, asker -> {
            String newName = asker.newName();
            String body = Json.MAPPER.writeValueAsString(Map.of("name", newName, "email", email(newName)));
            return new Ask(
                    target,
                    body,
                    CREATED,
                    BodyCheck.registered(notification == Notify.AWAITED, id -> asker.registered(id, newName)));
        });
    }

    static String email(String name) {
        return name.replace(' ', '-') + "@example.org";
    }
}
