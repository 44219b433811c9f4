package claimbench.load;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every scenario, each with one entry. Loads nothing of Gatling. */
public final class ScenarioCatalogue {
    public static final Scenario PLAINTEXT = PlaintextScenario.ENTRY;
    public static final Scenario WAIT = WaitScenario.ENTRY;
    public static final Scenario FANOUT = FanoutScenario.ENTRY;
    public static final Scenario CPU = CpuScenario.ENTRY;
    static final Scenario DATABASE = DatabaseScenario.ENTRY;
    static final Scenario PROFILE = ProfileScenario.ENTRY;
    static final Scenario STREAM = StreamScenario.ENTRY;
    static final Scenario BACKGROUND = BackgroundScenario.ENTRY;
    static final Scenario DEADLINE = DeadlineScenario.ENTRY;
    static final Scenario RETRY = RetryScenario.ENTRY;
    static final Scenario PARTIAL_FAILURE = PartialFailureScenario.ENTRY;
    static final Scenario BLOCKING = BlockingScenario.ENTRY;
    static final Scenario MIXED = MixedScenario.ENTRY;
    static final Scenario RAMP = RampScenario.ENTRY;
    static final Scenario SPIKE = SpikeScenario.ENTRY;
    static final Scenario SOAK = SoakScenario.ENTRY;
    static final Scenario AGENT = AgentScenario.ENTRY;
    static final Scenario CALLS = CallsScenario.ENTRY;
    static final Scenario PAIRS = PairsScenario.ENTRY;
    static final Scenario SLOW = SlowScenario.ENTRY;

    private static final List<Scenario> ALL = List.of(
            PLAINTEXT,
            WAIT,
            FANOUT,
            CPU,
            DATABASE,
            PROFILE,
            STREAM,
            BACKGROUND,
            DEADLINE,
            RETRY,
            PARTIAL_FAILURE,
            BLOCKING,
            MIXED,
            RAMP,
            SPIKE,
            SOAK,
            AGENT,
            CALLS,
            PAIRS,
            SLOW);

    private ScenarioCatalogue() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> find(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The names of all scenarios, joined by commas. */
    public static String names() {
        return ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }
}
