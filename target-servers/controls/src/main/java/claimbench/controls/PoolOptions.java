package claimbench.controls;

import claimbench.runtime.ServerOptions;
import picocli.CommandLine.Option;

/** The options of a control on a pool of threads. Filled in by picocli, on one thread; read by any from there on. */
final class PoolOptions extends ServerOptions {
    /** The least that every one of the servers starts with: some need a few threads for themselves. */
    private static final int POOL_MIN = 10;

    private static final int POOL_MAX = 10_000;

    @Option(
            names = "--pool",
            paramLabel = "N",
            defaultValue = "200",
            description = "Threads of the server's pool, " + POOL_MIN + " to " + POOL_MAX
                    + " (default: ${DEFAULT-VALUE}, as the platform-threads target has).")
    private int pool = 200;

    /** Threads of the server's pool. */
    int pool() {
        return pool;
    }

    @Override
    public void check() {
        super.check();
        bounds("--pool", pool, POOL_MIN, POOL_MAX);
    }
}
