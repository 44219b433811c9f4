package claimbench.eventloop;

import claimbench.runtime.ServerOptions;
import picocli.CommandLine.Option;

/** The options of this target. Filled in by picocli, on one thread; read by any from there on. */
public final class EventLoopOptions extends ServerOptions {
    private static final int LOOPS_MAX = 256;
    private static final int POOL_MAX = 10_000;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops, a thread each, 1 to " + LOOPS_MAX + " (default: ${DEFAULT-VALUE}). The kernel"
                    + " spreads new connections over them.")
    private int loops = 1;

    @Option(
            names = "--pool",
            paramLabel = "N",
            description = "Threads for work that is off-loaded, 1 to " + POOL_MAX + " (default: the number of cores).")
    private int pool = Runtime.getRuntime().availableProcessors();

    int loops() {
        return loops;
    }

    int pool() {
        return pool;
    }

    @Override
    public void check() {
        super.check();
        bounds("--loops", loops, 1, LOOPS_MAX);
        bounds("--pool", pool, 1, POOL_MAX);
    }
}
