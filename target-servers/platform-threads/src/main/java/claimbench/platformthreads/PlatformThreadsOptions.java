package claimbench.platformthreads;

import claimbench.runtime.ServerOptions;
import picocli.CommandLine.Option;

/** The options of this target. Filled in by picocli, on one thread; read by any from there on. */
public final class PlatformThreadsOptions extends ServerOptions {
    private static final int POOL_MAX = 10_000;
    private static final int QUEUE_MAX = 100_000;

    @Option(
            names = "--pool",
            paramLabel = "N",
            defaultValue = "200",
            description = "Threads that handle requests, 1 to 10000; as many streams there can be at once"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pool = 200;

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Requests that may wait for a thread, 0 to 100000; more are answered with 503"
                    + " (default: ${DEFAULT-VALUE}).")
    private int queue = 1_000;

    /** Threads that handle requests. */
    public int pool() {
        return pool;
    }

    /** Requests that may wait for a thread. */
    public int queue() {
        return queue;
    }

    @Override
    public void check() {
        super.check();
        bounds("--pool", pool, 1, POOL_MAX);
        bounds("--queue", queue, 0, QUEUE_MAX);
    }
}
