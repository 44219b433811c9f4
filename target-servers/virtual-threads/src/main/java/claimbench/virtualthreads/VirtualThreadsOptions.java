package claimbench.virtualthreads;

import claimbench.runtime.ServerOptions;
import picocli.CommandLine.Option;

/** The options of this target. Filled in by picocli, on one thread; read by any from there on. */
public final class VirtualThreadsOptions extends ServerOptions {
    @Option(
            names = "--pinned-events",
            description =
                    "Count how often and for how long virtual threads are pinned to their carriers, as a metric. The JVM's flight"
                            + " recorder runs for that, which costs memory and time that other targets do not pay.")
    private boolean pinnedEvents;

    /** Whether pinned virtual threads are counted. */
    public boolean pinnedEvents() {
        return pinnedEvents;
    }
}
