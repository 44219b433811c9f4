package claimbench.jdbc;

import claimbench.runtime.DatabaseUrl;
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

    private static final int CONNECT_SECONDS_MAX = 5;

    /** More than any query may take: a database that has gone without a word is found out. */
    private static final int ANSWER_SECONDS_MAX = 90;

    /** PostgreSQL looks as often whether whoever asked is still there, and ends the query if not. */
    private static final int LEFT_CHECK_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(PatientDataSource.class);

    private final transient CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable SQLException failure;
    private volatile boolean seen;

    PatientDataSource(DatabaseUrl url) {
        setUrl(url.jdbc());
        setUser(url.user());
        if (!url.password().isEmpty()) {
            setPassword(url.password());
        }
        setApplicationName("claimbench");
        setConnectTimeout(CONNECT_SECONDS_MAX);
        setSocketTimeout(ANSWER_SECONDS_MAX);
        setTcpKeepAlive(true);
        setSocketFactory(InterruptibleSockets.class.getName());
        setOptions("-c client_connection_check_interval=" + LEFT_CHECK_MILLIS);
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
