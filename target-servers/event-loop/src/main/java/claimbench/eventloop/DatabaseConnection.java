package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.timeout;

import claimbench.contract.ServerLimits;
import claimbench.loop.Timeout;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.UserSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of PostgreSQL's own JDBC driver, opened by a coroutine over the loop's sockets: so its calls, which look as
 * if they blocked, wait as that coroutine does. One coroutine at a time. For the loop's thread.
 *
 * <p>That works since the driver uses locks and no monitors, has a lock for each connection, and reads and writes from Java
 * alone, without a native frame in between.
 *
 * @param jdbc the driver's side of it
 * @param socket the loop's side
 */
record DatabaseConnection(Connection jdbc, DriverSocket socket) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConnection.class);

    private static final Duration CANCEL_MAX = Duration.ofSeconds(2);

    /**
     * Opens one; whatever goes wrong, or is cancelled, nothing is left open.
     *
     * @param answerMax how long a query may take, in whole seconds
     */
    static DatabaseConnection open(DatabaseUrl url, Duration answerMax) throws SQLException {
        String ticket = DriverSocketFactory.ticket();
        boolean opened = false;
        List<DriverSocket> sockets = List.of();
        try {
            Connection jdbc = new Driver().connect(url.jdbc(), properties(url, ticket, answerMax));
            sockets = DriverSocketFactory.takeSockets(ticket);
            if (jdbc == null) {
                throw new SQLException("the driver does not take " + url);
            }
            var connection = new DatabaseConnection(jdbc, sockets.getLast());
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                if (sockets.isEmpty()) {
                    sockets = DriverSocketFactory.takeSockets(ticket);
                }
                sockets.forEach(DriverSocket::close);
            }
        }
    }

    private static Properties properties(DatabaseUrl url, String ticket, Duration answerMax) {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        if (!url.password().isEmpty()) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("ApplicationName", "claimbench-" + EventLoopServer.NAME);
        properties.setProperty("socketFactory", DriverSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", ticket);
        properties.setProperty("connectTimeout", Long.toString(ServerLimits.DATABASE_CONNECT_MAX.toSeconds()));
        // With a limit of its own the driver would connect on a thread of its own.
        properties.setProperty("loginTimeout", "0");
        properties.setProperty("socketTimeout", Long.toString(answerMax.toSeconds()));
        properties.setProperty("options", UserSql.CONNECTION_OPTIONS);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return properties;
    }

    /** Whether the driver has given it up. */
    boolean isOver() {
        try {
            return jdbc.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Whether it can be used again: the driver has not given it up, and the database has not closed it. */
    boolean isUsable() {
        return !isOver() && socket.isQuiet();
    }

    /** Has the database give up the query under way, and closes the connection. May wait, for a short while. */
    void cancelAndClose() {
        try {
            PGConnection connection = jdbc.unwrap(PGConnection.class);
            await(timeout(CANCEL_MAX, (Timeout scope) -> {
                connection.cancelQuery();
            }));
        } catch (Exception e) {
            LOG.debug("a query could not be cancelled: {}", e.toString());
        } finally {
            close();
        }
    }

    /** Closes it at once, without a word to the database, which notices. */
    void close() {
        socket.close();
        try {
            jdbc.abort(Runnable::run); // for the driver's own things
        } catch (SQLException e) {
            LOG.debug("the driver could not close a connection: {}", e.toString());
        }
    }
}
