package claimbench.harness.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The servers that come with claimbench. To add one: its module under {@code target-servers}, that module in the
 * distribution's {@code pom.xml}, and its entry here. To add a control: its file and its entry in the module
 * {@code target-servers/controls}, and its entry here.
 */
public final class TargetCatalogue {
    private static final List<Target> TARGETS = List.of(
            target("platform-threads", "a thread of a bounded pool for each request"),
            target("virtual-threads", "a virtual thread for each connection"),
            target("event-loop", "a coroutine for each connection, all on one thread"),
            target("reactive", "callbacks composed into pipelines, on Reactor Netty"));

    /** The module of all controls: which one is its first argument. */
    static final String CONTROLS_MODULE = "controls";

    private static final List<Control> CONTROLS = List.of(
            control("netty", "event-loop", "bare Netty: callbacks on one event loop"),
            control("vertx", "event-loop", "Vert.x: callbacks on one event loop"),
            control("microhttp", "event-loop", "microhttp: callbacks on one event loop, and one thread that accepts"),
            control("helidon", "virtual-threads", "Helidon: a virtual thread for each connection"),
            control("jetty-virtual", "virtual-threads", "Jetty: a virtual thread for each request"),
            control("tomcat-virtual", "virtual-threads", "Tomcat: a virtual thread for each request"),
            control("jetty-platform", "platform-threads", "Jetty: a thread of its pool for each request"),
            control("tomcat-platform", "platform-threads", "Tomcat: a thread of its pool for each request"),
            control("reactor-netty", "reactive", "bare Reactor Netty: callbacks on one event loop, composed"));

    /**
     * A server that people would pick instead of one of ours.
     *
     * @param comparableTo the target of the same model
     */
    private record Control(Target target, String comparableTo) {}

    private TargetCatalogue() {}

    /** All of them, in the order of tables. */
    public static List<Target> all() {
        return TARGETS;
    }

    public static List<String> names() {
        return TARGETS.stream().map(Target::name).toList();
    }

    /** The servers that others wrote, in the order of tables. */
    public static List<Target> controls() {
        return CONTROLS.stream().map(Control::target).toList();
    }

    /** The names of the controls that have the model of a target; none for a target that is not ours. */
    public static List<String> controlsOf(String target) {
        return CONTROLS.stream()
                .filter(control -> control.comparableTo.equals(target))
                .map(control -> control.target.name())
                .toList();
    }

    /** The names of all that can be started: targets, then controls. */
    public static List<String> namesWithControls() {
        return Stream.concat(TARGETS.stream(), controls().stream())
                .map(Target::name)
                .toList();
    }

    /** A target or a control. */
    public static Optional<Target> find(String name) {
        return Stream.concat(TARGETS.stream(), controls().stream())
                .filter(target -> target.name().equals(name))
                .findFirst();
    }

    private static Control control(String name, String comparableTo, String model) {
        return new Control(new Target(name, model, CONTROLS_MODULE, List.of(name), null), comparableTo);
    }

    private static Target target(String name, String model) {
        return new Target(name, model, name, List.of(), null);
    }
}
