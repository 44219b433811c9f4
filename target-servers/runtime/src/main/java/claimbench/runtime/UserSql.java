package claimbench.runtime;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What is asked of the table {@code users} by JDBC, on a connection that the caller has: how it waits for the answer is the
 * connection's affair, and the model's. Thread-safe, where each thread has a connection of its own.
 */
public final class UserSql {
    private static final String FIND = "select id, name, email from users where id = ?";

    /** The sleep is on the left, so that it takes its time for a user who isn't there as well. */
    private static final String FIND_SLOWLY =
            "select u.id, u.name, u.email from pg_sleep(? / 1000.0) left join users u on u.id = ?";

    private static final String INSERT = "insert into users (name, email) values (?, ?) returning id";

    /** How often PostgreSQL looks whether whoever asked is still there, to end the query if not. */
    private static final Duration LEFT_CHECK = Duration.ofMillis(500);

    /** For the start of a connection, as the driver's {@code options}; PostgreSQL knows it since its version 14. */
    public static final String CONNECTION_OPTIONS = "-c client_connection_check_interval=" + LEFT_CHECK.toMillis();

    private UserSql() {}

    /**
     * The user with this id.
     *
     * @throws ProblemException 404 where there is none
     */
    public static User find(Connection connection, int id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setInt(1, id);
            return user(id, query);
        }
    }

    /**
     * The same, by a query that takes its time inside the database.
     *
     * @param dbMs how long it takes there, in milliseconds
     * @throws ProblemException 404 where there is none
     */
    public static User find(Connection connection, int id, int dbMs) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND_SLOWLY)) {
            query.setInt(1, dbMs);
            query.setInt(2, id);
            return user(id, query);
        }
    }

    /**
     * Inserts a user.
     *
     * @return the id that the database has given
     */
    public static int insert(Connection connection, String name, String email) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.setString(2, email);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static User user(int id, PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            if (!row.next() || row.getInt(1) != id) {
                throw new ProblemException(Problem.noSuchUser(id));
            }
            return new User(id, row.getString(2), row.getString(3));
        }
    }
}
