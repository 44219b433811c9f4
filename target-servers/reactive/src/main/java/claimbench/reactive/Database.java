package claimbench.reactive;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.PoolAcquirePendingLimitException;

/**
 * The table of users, through a pool of connections that no thread waits for. The connections live on the server's own
 * loops: the model has as many threads as there are processors, and no others for its database. Connections are made when
 * they are asked for, so that a server starts without its database, and heals when that returns.
 *
 * <p>A query that is cancelled is cancelled in the database as well. Its connection is closed with that, and the pool makes
 * another: what a cancelled query has still to say must not meet the next one, nor the cancellation itself.
 *
 * <p>Thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /** How long the database may take to be told that a query is cancelled, and a connection to be closed. */
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(2);

    private static final String USER = "select id, name, email from users where id = $1";
    /** Sleeps once, whether there is such a user or not; where there is none, the row is empty. */
    private static final String SLOW_USER =
            "select u.id, u.name, u.email from pg_sleep($2) left join users u on u.id = $1";

    private static final String INSERT = "insert into users (name, email) values ($1, $2) returning id";

    /**
     * What bounds a pool.
     *
     * @param connectionsMax how many there may be
     * @param queueMax requests that may wait for one
     * @param waitMax how long one may wait
     * @param connectMax how long the database may take to let us in: shorter than the wait, or a database that lets nobody
     *     in would look like a pool that is too small
     * @param answerMax how long a query may take
     */
    record Bounds(int connectionsMax, int queueMax, Duration waitMax, Duration connectMax, Duration answerMax) {
        /** As the contract has them. */
        static Bounds of(int connectionsMax) {
            return new Bounds(
                    connectionsMax,
                    ServerLimits.DATABASE_QUEUE_MAX,
                    ServerLimits.DATABASE_WAIT_MAX,
                    ServerLimits.DATABASE_CONNECT_MAX,
                    ServerLimits.DATABASE_ANSWER_MAX);
        }
    }

    /** The pool has a limit of its own for this, whose failure looks like that of its limit for the wait. */
    private record Patient(PostgresqlConnectionFactory connections, Duration connectMax) implements ConnectionFactory {
        @Override
        public Mono<? extends Connection> create() {
            return connections
                    .create()
                    .timeout(
                            connectMax,
                            Mono.error(() -> new R2dbcNonTransientResourceException("it lets nobody connect")));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return connections.getMetadata();
        }
    }

    private final Bounds bounds;
    private final ConnectionPool pool;

    /** A pool without connections. */
    Database(DatabaseUrl url, Bounds bounds, LoopResources loops, ServerMeters meters) {
        this.bounds = bounds;
        var connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .applicationName(ReactiveServer.NAME)
                .connectTimeout(bounds.connectMax)
                .tcpKeepAlive(true)
                .loopResources(loops)
                .build());
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(new Patient(connections, bounds.connectMax))
                .initialSize(0)
                .maxSize(bounds.connectionsMax)
                .maxIdleTime(ConnectionPoolConfiguration.NO_TIMEOUT)
                .maxAcquireTime(bounds.waitMax)
                .acquireRetry(0)
                .customizer(builder -> builder.maxPendingAcquire(bounds.queueMax)
                        .evictionPredicate((connection, known) -> !isOpen(connection)))
                .build());
        pool.getMetrics().ifPresent(metrics -> gauges(metrics, meters));
    }

    /** The pool that the contract asks for. */
    static Database of(DatabaseUrl url, int connectionsMax, LoopResources loops, ServerMeters meters) {
        return new Database(url, Bounds.of(connectionsMax), loops, meters);
    }

    private static void gauges(PoolMetrics metrics, ServerMeters meters) {
        meters.gauge(
                Meter.DATABASE_CONNECTIONS, Tags.of(MeterNames.STATE, "size"), metrics, PoolMetrics::allocatedSize);
        meters.gauge(
                Meter.DATABASE_CONNECTIONS, Tags.of(MeterNames.STATE, "active"), metrics, PoolMetrics::acquiredSize);
        meters.gauge(Meter.DATABASE_QUEUED, Tags.empty(), metrics, PoolMetrics::pendingAcquireSize);
    }

    /** A user, or the problem that there is none. */
    Mono<User> user(int id) {
        return found(id, one(connection -> connection.createStatement(USER).bind(0, id), Database::user));
    }

    /**
     * A user whom the database takes its time to find.
     *
     * @param ms how long, in milliseconds
     */
    Mono<User> user(int id, int ms) {
        return found(
                id,
                one(
                        connection -> connection
                                .createStatement(SLOW_USER)
                                .bind(0, id)
                                .bind(1, ms / 1_000.0),
                        Database::user));
    }

    /** The id of a new user. */
    Mono<Integer> insert(NewUserRequest user) {
        return one(
                connection ->
                        connection.createStatement(INSERT).bind(0, user.name()).bind(1, user.email()),
                row -> Objects.requireNonNull(row.get(0, Integer.class)));
    }

    private static Mono<User> found(int id, Mono<Optional<User>> row) {
        return row.flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> new ProblemException(Problem.noSuchUser(id))));
    }

    private static Optional<User> user(Readable row) {
        return Optional.ofNullable(row.get(0, Integer.class))
                .map(id -> new User(
                        id,
                        Objects.requireNonNull(row.get(1, String.class)),
                        Objects.requireNonNull(row.get(2, String.class))));
    }

    /** The one row of a query, or none. Fails with a problem for whatever is amiss with the database. */
    private <T> Mono<T> one(Function<Connection, Statement> query, Function<Readable, T> mapping) {
        return Mono.usingWhen(
                        connection(),
                        connection -> Flux.from(query.apply(connection).execute())
                                .flatMap(result -> result.map(mapping))
                                .singleOrEmpty()
                                .timeout(bounds.answerMax),
                        Connection::close,
                        (connection, failure) ->
                                failure instanceof TimeoutException ? cutOff(connection) : connection.close(),
                        Database::cutOff)
                .onErrorMap(
                        TimeoutException.class,
                        failure -> new R2dbcTimeoutException("no answer for " + bounds.answerMax.toMillis() + " ms"))
                .onErrorMap(Database::isOfTheDatabase, failure -> {
                    LOG.warn("database failed: {}", failure.toString());
                    return new ProblemException(Problem.databaseFailed("the database failed: " + failure.getMessage()));
                });
    }

    private Mono<Connection> connection() {
        return pool.create()
                .onErrorMap(
                        PoolAcquirePendingLimitException.class,
                        failure -> new ProblemException(Problem.databaseQueueFull(bounds.queueMax)))
                .onErrorMap(
                        R2dbcTimeoutException.class,
                        failure -> new ProblemException(Problem.databaseWaitTooLong(bounds.waitMax)));
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        return failure instanceof R2dbcException || failure instanceof IOException;
    }

    /** A connection that is closed is found out when it is given back, and is not given to anybody again. */
    private static Mono<Void> cutOff(Connection pooled) {
        var connection = (PostgresqlConnection) Objects.requireNonNull(((Wrapped<?>) pooled).unwrap());
        return connection
                .cancelRequest()
                .timeout(CUT_OFF_MAX)
                .onErrorComplete()
                .then(connection.close().timeout(CUT_OFF_MAX).onErrorComplete())
                .then(Mono.from(pooled.close()))
                .onErrorComplete();
    }

    /** Without asking the database: it answers on the spot. */
    private static boolean isOpen(Connection connection) {
        return Boolean.TRUE.equals(
                Mono.from(connection.validate(ValidationDepth.LOCAL)).toFuture().getNow(false));
    }

    @Override
    public void close() {
        pool.disposeLater().onErrorComplete().block(CLOSE_MAX);
    }
}
