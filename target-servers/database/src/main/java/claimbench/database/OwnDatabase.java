package claimbench.database;

import claimbench.runtime.CannotStartException;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.RunningServer;
import java.sql.SQLException;

/** The user's own PostgreSQL: given the table and the rows, and otherwise left alone. Immutable. */
final class OwnDatabase implements RunningServer {
    private final DatabaseUrl url;

    private OwnDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /**
     * Migrates the database.
     *
     * @throws CannotStartException where it can't be reached, or refuses
     */
    static OwnDatabase prepare(DatabaseUrl url) throws CannotStartException {
        try {
            Migration.migrate(url);
        } catch (SQLException e) {
            throw new CannotStartException("cannot prepare " + url + ": " + e.getMessage(), e);
        }
        return new OwnDatabase(url);
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
