package claimbench.controls;

import java.util.List;
import java.util.Optional;

/** The controls, each with one entry. The harness names them in its own catalogue of targets. */
final class ControlCatalogue {
    private static final List<Control<?>> CONTROLS = List.of(
            new Control<>("netty", LoopOptions::new, NettyControl::start),
            new Control<>("vertx", LoopOptions::new, VertxControl::start),
            new Control<>("microhttp", LoopOptions::new, MicrohttpControl::start));

    private ControlCatalogue() {}

    static List<String> names() {
        return CONTROLS.stream().map(control -> control.name()).toList();
    }

    static Optional<Control<?>> find(String name) {
        return CONTROLS.stream().filter(control -> control.name().equals(name)).findFirst();
    }
}
