package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Installation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The servers that are set beside each other: our targets, and the controls, which people would pick instead. */
public final class Servers {
    /**
     * Room for 10,000 connections of a server that keeps 50 KB for each: no server of the tables is to be measured while its
     * collector fights for space. Given after the flags of every target, so that it stands in place of their heap.
     */
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    private Servers() {}

    /**
     * Of ours, the one with a pool refuses what would wait longer than its queue allows; the pools of Jetty and Tomcat let
     * requests wait without a bound. Every connection's request has room here, so that waiting is compared with waiting.
     */
    private static final Map<String, List<String>> OPTIONS =
            Map.of("platform-threads", List.of("--queue", Integer.toString(HttpLoad.WAIT.connections())));

    /** All of them, in the order of tables. */
    public static List<Target> all() {
        return Stream.concat(TargetCatalogue.all().stream(), TargetCatalogue.controls().stream())
                .map(Servers::withOptions)
                .toList();
    }

    private static Target withOptions(Target server) {
        List<String> options = Stream.concat(
                        server.options().stream(), OPTIONS.getOrDefault(server.name(), List.of()).stream())
                .toList();
        return new Target(server.name(), server.model(), server.module(), options, server.url());
    }

    /** How an installation starts them: in JVMs with the same flags. */
    static Bench.ServerCommands commands(Installation installation) {
        return server -> installation.target(server, HEAP);
    }
}
