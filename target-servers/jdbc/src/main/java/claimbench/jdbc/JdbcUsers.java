package claimbench.jdbc;

import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.UserSql;
import java.sql.SQLException;
import java.time.Duration;

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
    private final JdbcPool pool;

    /**
     * Begins to connect; the database need not be there yet.
     *
     * @param connections in the pool, at most
     */
    public JdbcUsers(DatabaseUrl url, int connections) {
        this(url, connections, ServerLimits.DATABASE_ANSWER_MAX);
    }

    /**
     * The same, with a patience of its own.
     *
     * @param answerMax how long a query may take, in whole seconds
     */
    JdbcUsers(DatabaseUrl url, int connections, Duration answerMax) {
        pool = new JdbcPool(url, connections, answerMax);
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
        return pool.with(connection -> UserSql.find(connection, id));
    }

    /**
     * The same, by a query that takes its time inside the database.
     *
     * @param dbMs how long it takes there, in milliseconds
     * @throws ProblemException 404 where there is none; 503
     */
    public User find(int id, int dbMs) throws SQLException, InterruptedException {
        return pool.with(connection -> UserSql.find(connection, id, dbMs));
    }

    /**
     * Inserts a user.
     *
     * @return the id that the database has given
     * @throws ProblemException 503
     */
    public int insert(String name, String email) throws SQLException, InterruptedException {
        return pool.with(connection -> UserSql.insert(connection, name, email));
    }

    /** Closes all connections, those in use too. */
    @Override
    public void close() {
        pool.close();
    }
}
