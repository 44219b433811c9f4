package claimbench.runtime;

import picocli.CommandLine.Option;

/**
 * The options of a target with event loops, which has threads of its own for what would keep a loop: as many on each such
 * target, unless told otherwise. Filled in by picocli, on one thread; read by any from there on.
 */
public class OffLoadOptions extends ServerOptions {
    private static final int POOL_MAX = 10_000;

    @Option(
            names = "--pool",
            paramLabel = "N",
            description = "Threads for work that is off-loaded, 1 to " + POOL_MAX + " (default: the number of cores).")
    private int pool = Runtime.getRuntime().availableProcessors();

    /** Threads for work that is off-loaded. */
    public int pool() {
        return pool;
    }

    @Override
    public void check() {
        super.check();
        bounds("--pool", pool, 1, POOL_MAX);
    }
}
