package claimbench.jdbc;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.User;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerMeters;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The table {@code users}, asked in the caller's thread, which waits for a connection and for the answer, be it a platform
 * thread or a virtual one.
 *
 * <p>Whatever goes wrong is said in time:
 *
 * <ul>
 *   <li>{@link ProblemException} with 503 where too many wait for a connection, or one waited for too long;
 *   <li>{@link SQLException} where the database is away, refuses, or breaks off; it may be back for the next call;
 *   <li>{@link InterruptedException} where the thread is interrupted, be it in the queue or in the middle of a query: the
 *       query's connection is closed, and its place in the pool is free again at once.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class JdbcUsers implements AutoCloseable {
    private static final String FIND = "select id, name, email from users where id = ?";

    /** The sleep is on the left, so that it takes its time for a user who isn't there as well. */
    private static final String FIND_SLOWLY =
            "select u.id, u.name, u.email from pg_sleep(? / 1000.0) left join users u on u.id = ?";

    private static final String INSERT = "insert into users (name, email) values (?, ?) returning id";

    private final JdbcPool pool;

    /**
     * Begins to connect; the database need not be there yet.
     *
     * @param connections in the pool, at most
     */
    public JdbcUsers(DatabaseUrl url, int connections) {
        pool = new JdbcPool(url, connections);
    }

    /** Has these meters show the pool. */
    public JdbcUsers shownBy(ServerMeters meters) {
        pool.shownBy(meters);
        return this;
    }

    /**
     * The user with this id.
     *
     * @throws ProblemException 404 where there is none; 503
     */
    public User find(int id) throws SQLException, InterruptedException {
        return pool.query(FIND, query -> query.setInt(1, id), row -> user(id, row));
    }

    /**
     * The same, by a query that takes its time inside the database.
     *
     * @param dbMs how long it takes there, in milliseconds
     * @throws ProblemException 404 where there is none; 503
     */
    public User find(int id, int dbMs) throws SQLException, InterruptedException {
        return pool.query(
                FIND_SLOWLY,
                query -> {
                    query.setInt(1, dbMs);
                    query.setInt(2, id);
                },
                row -> user(id, row));
    }

    /**
     * Inserts a user.
     *
     * @return the id that the database has given
     * @throws ProblemException 503
     */
    public int insert(String name, String email) throws SQLException, InterruptedException {
        return pool.query(
                INSERT,
                query -> {
                    query.setString(1, name);
                    query.setString(2, email);
                },
                row -> {
                    row.next();
                    return row.getInt(1);
                });
    }

    private static User user(int id, ResultSet row) throws SQLException {
        if (!row.next() || row.getInt(1) != id) {
            throw new ProblemException(Problem.noSuchUser(id));
        }
        return new User(id, row.getString(2), row.getString(3));
    }

    /** Closes all connections, those in use too. */
    @Override
    public void close() {
        pool.close();
    }
}
