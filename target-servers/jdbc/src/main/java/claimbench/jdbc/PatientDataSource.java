package claimbench.jdbc;

import claimbench.contract.ServerLimits;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.UserSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections, and does not give up: while the database is away it tries again every {@link #PAUSE}.
 *
 * <p>A pool whose attempts fail waits longer and longer between them, HikariCP up to five seconds, and as long a database
 * that has come back would be asked by nobody. Here the pool's one thread that makes connections finds out at once; whoever
 * waits for it meanwhile sees in {@link #failure} that it waits in vain. Thread-safe.
 */
@SuppressWarnings("serial") // the parent's form for JNDI, which nobody uses here
final class PatientDataSource extends PGSimpleDataSource {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(PatientDataSource.class);

    private final transient CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable SQLException failure;
    private volatile boolean seen;

    PatientDataSource(DatabaseUrl url, Duration answerMax) {
        setUrl(url.jdbc());
        setUser(url.user());
        if (!url.password().isEmpty()) {
            setPassword(url.password());
        }
        setApplicationName("claimbench");
        setConnectTimeout(Math.toIntExact(ServerLimits.DATABASE_CONNECT_MAX.toSeconds()));
        setSocketTimeout(Math.toIntExact(answerMax.toSeconds()));
        setTcpKeepAlive(true);
        setSocketFactory(InterruptibleSockets.class.getName());
        setOptions(UserSql.CONNECTION_OPTIONS);
    }

    /** Why the last attempt failed, and the next one has not succeeded yet; null where all is well. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = super.getConnection();
                seen = true;
                failure = null;
                return connection;
            } catch (SQLException e) {
                // One that was never there is missed by nobody until a request asks for it; that request's failure is
                // logged.
                if (failure == null && seen) {
                    LOG.warn("the database is away: {}", e.getMessage());
                }
                failure = e;
                if (isClosedAfterPause()) {
                    throw e;
                }
            }
        }
    }

    private boolean isClosedAfterPause() {
        try {
            return closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Gives up. */
    void close() {
        closed.countDown();
    }
}
