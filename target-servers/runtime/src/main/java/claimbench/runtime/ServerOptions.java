package claimbench.runtime;

import claimbench.contract.BaseUrl;
import claimbench.contract.ServerLimits;
import java.net.URI;
import picocli.CommandLine.Option;

/**
 * The options that every target takes. A target with more of its own extends this. Filled in by picocli, on one thread;
 * read by any from there on.
 */
public class ServerOptions extends ProcessOptions {
    @Option(
            names = "--upstream",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8089",
            description = "Where the upstream answers (default: ${DEFAULT-VALUE}).")
    private String upstream = "http://127.0.0.1:8089";

    private static final String DATABASE_DEFAULT = "postgresql://claimbench@127.0.0.1:5432/claimbench";

    // The help names the variable, and does not show it: it may have a password.
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:" + DatabaseUrl.VARIABLE + ":-" + DATABASE_DEFAULT + "}",
            description = "Where PostgreSQL answers, as " + DatabaseUrl.ALLOWED + " (default: the environment's "
                    + DatabaseUrl.VARIABLE + ", or else " + DATABASE_DEFAULT + ").")
    private String databaseUrl = DATABASE_DEFAULT;

    @Option(
            names = "--database-pool",
            paramLabel = "N",
            defaultValue = "" + ServerLimits.DATABASE_POOL,
            description = "Connections to the database, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int databasePool = ServerLimits.DATABASE_POOL;

    @Option(
            names = "--background-queue",
            paramLabel = "N",
            defaultValue = "" + ServerLimits.BACKGROUND_QUEUE_MAX,
            description = "Background tasks that may wait for their turn, 0 to 100000; a request that brings more is"
                    + " answered with 503 (default: ${DEFAULT-VALUE}).")
    private int backgroundQueue = ServerLimits.BACKGROUND_QUEUE_MAX;

    /**
     * Base address of the upstream: scheme, host and port.
     *
     * @throws IllegalArgumentException that names the option, where it is anything else
     */
    public URI upstream() {
        return BaseUrl.parse(upstream)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--upstream must be " + BaseUrl.ALLOWED + ", not '" + upstream + "'"));
    }

    /**
     * Where the database is; it need not be there yet.
     *
     * @throws IllegalArgumentException that names the option, where it is no such URL
     */
    public DatabaseUrl database() {
        try {
            return DatabaseUrl.parse(databaseUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--database-url must be " + DatabaseUrl.ALLOWED, e);
        }
    }

    /** Connections to the database, at most: see {@link ServerLimits#DATABASE_POOL}. */
    public int databasePool() {
        return databasePool;
    }

    /** Background tasks that may wait: see {@link ServerLimits#BACKGROUND_QUEUE_MAX}. */
    public int backgroundQueue() {
        return backgroundQueue;
    }

    @Override
    public void check() {
        super.check();
        bounds("--database-pool", databasePool, 1, 1_000);
        bounds("--background-queue", backgroundQueue, 0, 100_000);
        upstream();
        database();
    }
}
