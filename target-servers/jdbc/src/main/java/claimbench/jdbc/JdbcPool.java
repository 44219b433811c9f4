package claimbench.jdbc;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerMeters;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A HikariCP pool, and a door before it:
 *
 * <pre>
 *     request ──▶ door: as many as there are connections ──▶ pool ──▶ query
 *                   │ waits, with a bound on how many and how long
 *                   └──▶ 503 beyond either
 * </pre>
 *
 * <p>The pool alone would let any number wait, and would let all of them wait to the end for a database that is away. Behind
 * the door nobody waits for another's connection, but at most for one that is being made; so whoever finds that none can
 * be made fails at once, and the door opens for the next.
 *
 * <p>Thread-safe.
 */
final class JdbcPool implements AutoCloseable {
    /** How often whoever waits for a connection looks whether the database is away: the bound of such a failure. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /**
     * What is asked on a connection.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Query<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final PatientDataSource source;
    private final HikariDataSource pool;
    private final Semaphore door;
    private final AtomicInteger waiting = new AtomicInteger();

    JdbcPool(DatabaseUrl url, int connections, Duration answerMax) {
        source = new PatientDataSource(url, answerMax);
        door = new Semaphore(connections, true);
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setInitializationFailTimeout(-1); // starts without its database
        config.setConnectionTimeout(LOOK_EVERY.toMillis());
        config.setValidationTimeout(LOOK_EVERY.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        pool = new HikariDataSource(config);
    }

    void shownBy(ServerMeters meters) {
        meters.gauge(
                Meter.DATABASE_CONNECTIONS,
                Tags.of(MeterNames.STATE, "size"),
                pool.getHikariPoolMXBean(),
                all -> all.getTotalConnections());
        meters.gauge(
                Meter.DATABASE_CONNECTIONS,
                Tags.of(MeterNames.STATE, "active"),
                pool.getHikariPoolMXBean(),
                all -> all.getActiveConnections());
        meters.gauge(Meter.DATABASE_QUEUED, Tags.empty(), waiting, AtomicInteger::doubleValue);
    }

    /** Asks the database, on a connection of the pool. */
    <T> T with(Query<T> query) throws SQLException, InterruptedException {
        enter();
        try (Connection connection = connect()) {
            return query.ask(connection);
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            throw e;
        } finally {
            door.release();
        }
    }

    /** Returns when it is the caller's turn; {@code door.release} must follow. */
    private void enter() throws InterruptedException {
        // With a time of zero it keeps to the order, unlike without one.
        if (door.tryAcquire(0, TimeUnit.SECONDS)) {
            return;
        }
        try {
            if (waiting.incrementAndGet() > ServerLimits.DATABASE_QUEUE_MAX) {
                throw new ProblemException(Problem.databaseQueueFull(ServerLimits.DATABASE_QUEUE_MAX));
            }
            if (!door.tryAcquire(ServerLimits.DATABASE_WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ProblemException(Problem.databaseWaitTooLong(ServerLimits.DATABASE_WAIT_MAX));
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A connection of the pool, made for us if need be, unless the database is away. */
    private Connection connect() throws SQLException, InterruptedException {
        long deadlineNanos = System.nanoTime() + ServerLimits.DATABASE_WAIT_MAX.toNanos();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            SQLException away = source.failure();
            if (away != null && pool.getHikariPoolMXBean().getIdleConnections() == 0) {
                throw new SQLException(away.getMessage(), away.getSQLState(), away);
            }
            try {
                return pool.getConnection();
            } catch (SQLException e) {
                if (pool.isClosed()) {
                    throw e;
                }
                if (!Thread.currentThread().isInterrupted() && System.nanoTime() - deadlineNanos > 0) {
                    throw new SQLException("it lets nobody connect", e);
                }
            }
        }
    }

    private static InterruptedException interrupted(SQLException cause) {
        var interrupted = new InterruptedException("interrupted while asking the database");
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public void close() {
        source.close();
        pool.close();
    }
}
