package claimbench.controls;

import claimbench.runtime.ServerOptions;
import java.util.List;
import java.util.Optional;

/** The controls, each with one entry. The harness names them in its own catalogue of targets. */
final class ControlCatalogue {
    private static final List<Control<?>> CONTROLS = List.of(
            new Control<>("netty", LoopOptions::new, NettyControl::start),
            new Control<>("vertx", LoopOptions::new, VertxControl::start),
            new Control<>("microhttp", LoopOptions::new, MicrohttpControl::start),
            new Control<>("reactor-netty", LoopOptions::new, ReactorNettyControl::start),
            new Control<>("helidon", ServerOptions::new, HelidonControl::start),
            new Control<>("jetty-virtual", PoolOptions::new, JettyControl::startOnVirtualThreads),
            new Control<>("tomcat-virtual", ServerOptions::new, TomcatControl::startOnVirtualThreads),
            new Control<>("jetty-platform", PoolOptions::new, JettyControl::startOnPlatformThreads),
            new Control<>("tomcat-platform", PoolOptions::new, TomcatControl::startOnPlatformThreads));

    private ControlCatalogue() {}

    static List<String> names() {
        return CONTROLS.stream().map(control -> control.name()).toList();
    }

    static Optional<Control<?>> find(String name) {
        return CONTROLS.stream().filter(control -> control.name().equals(name)).findFirst();
    }
}
