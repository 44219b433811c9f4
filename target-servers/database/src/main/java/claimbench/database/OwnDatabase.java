package claimbench.database;

import claimbench.runtime.CannotStartException;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.RunningServer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The user's own PostgreSQL: given the table and the rows, and otherwise left alone. Immutable. */
final class OwnDatabase implements RunningServer {
    /** The first that knows client_connection_check_interval, which the targets set. */
    static final int VERSION_MIN = 14;

    private final DatabaseUrl url;

    private OwnDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /**
     * Migrates the database.
     *
     * @throws CannotStartException where it can't be reached, refuses, or is too old
     */
    static OwnDatabase prepare(DatabaseUrl url) throws CannotStartException {
        try {
            checkVersion(url);
            Migration.migrate(url);
        } catch (SQLException e) {
            throw new CannotStartException("cannot prepare " + url + ": " + e.getMessage(), e);
        }
        return new OwnDatabase(url);
    }

    /** Before anything is made there. */
    private static void checkVersion(DatabaseUrl url) throws SQLException {
        try (Connection connection = Migration.connect(url)) {
            DatabaseMetaData server = connection.getMetaData();
            String tooOld = tooOld(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
            if (tooOld != null) {
                throw new SQLException(tooOld);
            }
        }
    }

    /** Why a PostgreSQL of this version won't do; null where it does. */
    static @Nullable String tooOld(int major, String version) {
        return major >= VERSION_MIN
                ? null
                : "it is PostgreSQL " + version + ", and must be " + VERSION_MIN
                        + " or newer, since the targets have it notice that a client has left";
    }

    @Override
    public int port() {
        return url.port();
    }

    /** Without the password: whoever reads the ready line knows it already. */
    @Override
    public String url(String host) {
        return url.toString();
    }

    @Override
    public void close() {
        // It is not ours to stop.
    }
}
