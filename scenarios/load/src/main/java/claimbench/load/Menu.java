package claimbench.load;

import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.User;
import claimbench.contract.WireName;
import java.util.List;
import java.util.Locale;

/** The requests that a load of a certain shape can be made of. */
enum Menu implements WireName {
    PLAINTEXT,
    WAIT,
    FANOUT,
    USER,
    PROFILE;

    /** What of the menu a load is made of. */
    static final Parameter<Menu> REQUEST = Parameter.choice("request", values()).orElse(FANOUT);

    /** How long a request of {@link #WAIT} or {@link #PROFILE}, or a call of {@link #FANOUT}, waits. */
    static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000).orElse(100);

    private static final int FANOUT_CALLS = 3;

    /** The request, under this name. */
    Arm arm(String name, int ms) {
        return switch (this) {
            case PLAINTEXT -> PlaintextScenario.arm(name);
            case WAIT -> WaitScenario.arm(name, ms);
            case FANOUT -> FanoutScenario.arm(name, FANOUT_CALLS, Mode.CONCURRENT, List.of(ms));
            case USER -> DatabaseScenario.arm(name, User.SEEDED);
            case PROFILE -> ProfileScenario.arm(name, Mode.CONCURRENT, ms, ms);
        };
    }

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
