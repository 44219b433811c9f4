package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Installation;
import java.util.List;
import java.util.stream.Stream;

/** The servers that are set beside each other: our targets, and the controls, which people would pick instead. */
public final class Servers {
    /**
     * Room for 10,000 connections of a server that keeps 50 KB for each: no server of the tables is to be measured while its
     * collector fights for space. Given after the flags of every target, so that it stands in place of their heap.
     */
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    private Servers() {}

    /** All of them, in the order of tables. */
    public static List<Target> all() {
        return Stream.concat(TargetCatalogue.all().stream(), TargetCatalogue.controls().stream())
                .toList();
    }

    /** How an installation starts them: in JVMs with the same flags. */
    static Bench.ServerCommands commands(Installation installation) {
        return server -> installation.target(server, HEAP);
    }
}
