package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Installation;
import java.util.ArrayList;
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

    /** Requests that may wait: more than there are connections. */
    private static final int QUEUE = 2 * IdleStep.CONNECTIONS;

    /**
     * The controls let requests wait for a thread without a bound. The target that has one would answer 503 to most of 10,000
     * connections, and be busy with that; so here it has room for all of them.
     */
    private static final Map<String, List<String>> OPTIONS =
            Map.of("platform-threads", List.of("--queue", Integer.toString(QUEUE)));

    /** A stream takes a thread of a pool for as long as it lasts; some are left for what is asked beside. */
    static final int THREADS = ManyStep.FAIR_COUNT + 100;

    private static final Map<String, List<String>> THREADS_FOR_STREAMS =
            Map.of("platform-threads", List.of("--pool", Integer.toString(THREADS)));

    /** The servers that keep the whole contract: all of its routes are theirs. */
    static final List<String> TARGETS = TargetCatalogue.names();

    /** Those of them that can have any number of requests under way; a pool of threads has as many as it has threads. */
    static final List<String> OF_MANY =
            TARGETS.stream().filter(name -> !name.equals("platform-threads")).toList();

    private Servers() {}

    /** All of them, in the order of tables. */
    public static List<Target> all() {
        return Stream.concat(TargetCatalogue.all().stream(), TargetCatalogue.controls().stream())
                .toList();
    }

    /** How an installation starts them: in JVMs with the same flags. */
    static Bench.ServerCommands commands(Installation installation) {
        return with(OPTIONS, installation);
    }

    /** The same, but with a thread for each of the streams that are to be fair to each other. */
    static Bench.ServerCommands ofMany(Installation installation) {
        return with(THREADS_FOR_STREAMS, installation);
    }

    private static Bench.ServerCommands with(Map<String, List<String>> options, Installation installation) {
        return server -> {
            var command = new ArrayList<>(installation.target(server, HEAP));
            command.addAll(options.getOrDefault(server.name(), List.of()));
            return command;
        };
    }

    /** The same, but with each target's own bounds, where what is measured is what they do. */
    static Bench.ServerCommands bounded(Installation installation) {
        return server -> installation.target(server, HEAP);
    }

    /** As everybody runs them: with the heap of every target. */
    static Bench.ServerCommands plain(Installation installation) {
        return installation::target;
    }
}
