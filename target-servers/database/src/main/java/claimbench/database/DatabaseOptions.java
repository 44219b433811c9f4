package claimbench.database;

import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ProcessOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the database's process. Filled in by picocli, on one thread; read by any from there on. */
public final class DatabaseOptions extends ProcessOptions {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:" + DatabaseUrl.VARIABLE + "}",
            description = "Your own PostgreSQL, as " + DatabaseUrl.ALLOWED
                    + ": it gets the table and the rows, and no other is started (default: the environment's "
                    + DatabaseUrl.VARIABLE + ", if it is set).")
    private @Nullable String databaseUrl;

    /**
     * The user's own database, if there is one.
     *
     * @throws IllegalArgumentException that names the option, where it is no such URL
     */
    public Optional<DatabaseUrl> own() {
        if (databaseUrl == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DatabaseUrl.parse(databaseUrl));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--database-url must be " + DatabaseUrl.ALLOWED, e);
        }
    }

    @Override
    public void check() {
        super.check();
        own();
        if (!isLoopback(host())) {
            throw new IllegalArgumentException("--host must be a loopback address such as 127.0.0.1, since the embedded"
                    + " database asks for no password, not '" + host() + "'");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
