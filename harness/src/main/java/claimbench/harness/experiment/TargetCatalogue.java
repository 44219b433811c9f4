package claimbench.harness.experiment;

import java.util.List;
import java.util.Optional;

/**
 * The servers that come with claimbench. To add one: its module under {@code target-servers}, that module in the
 * distribution's {@code pom.xml}, and its entry here.
 */
public final class TargetCatalogue {
    private static final List<Target> TARGETS = List.of(
            target("platform-threads", "a thread of a bounded pool for each request"),
            target("virtual-threads", "a virtual thread for each connection"),
            target("event-loop", "a coroutine for each connection, all on one thread"),
            target("reactive", "callbacks composed into pipelines, on Reactor Netty"));

    private TargetCatalogue() {}

    /** All of them, in the order of tables. */
    public static List<Target> all() {
        return TARGETS;
    }

    public static List<String> names() {
        return TARGETS.stream().map(Target::name).toList();
    }

    public static Optional<Target> find(String name) {
        return TARGETS.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    private static Target target(String name, String model) {
        return new Target(name, model, name, List.of(), null);
    }
}
