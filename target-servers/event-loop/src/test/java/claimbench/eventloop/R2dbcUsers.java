package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.getRunningLoop;

import claimbench.contract.User;
import claimbench.loop.CancelledError;
import claimbench.loop.EventLoop;
import claimbench.loop.LoopFuture;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table by R2DBC on Netty's loops, whose results are handed over: what the driver on the loop is compared with. */
record R2dbcUsers(ConnectionPool pool) implements Users {
    @Override
    public User find(int id) throws Exception {
        return handedOver(one(
                connection -> connection
                        .createStatement("select id, name, email from users where id = $1")
                        .bind(0, id),
                R2dbcUsers::user));
    }

    @Override
    public User find(int id, int dbMs) throws Exception {
        return handedOver(one(
                connection -> connection
                        .createStatement(
                                "select u.id, u.name, u.email from pg_sleep($1 / 1000.0) left join users u on u.id = $2")
                        .bind(0, (double) dbMs)
                        .bind(1, id),
                R2dbcUsers::user));
    }

    @Override
    public int insert(String name, String email) throws Exception {
        return handedOver(one(
                connection -> connection
                        .createStatement("insert into users (name, email) values ($1, $2) returning id")
                        .bind(0, name)
                        .bind(1, email),
                row -> Objects.requireNonNull(row.get(0, Integer.class))));
    }

    private static User user(Readable row) {
        return new User(
                Objects.requireNonNull(row.get(0, Integer.class)),
                Objects.requireNonNull(row.get(1, String.class)),
                Objects.requireNonNull(row.get(2, String.class)));
    }

    private <T> Mono<T> one(Function<Connection, Statement> query, Function<Readable, T> mapping) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Flux.from(query.apply(connection).execute())
                        .flatMap(result -> result.map(mapping))
                        .single(),
                Connection::close);
    }

    private static <T> T handedOver(Mono<T> mono) throws Exception {
        EventLoop loop = getRunningLoop();
        LoopFuture<T> future = loop.createFuture();
        Disposable subscription = mono.subscribe(
                result -> loop.callSoonThreadsafe(() -> {
                    if (!future.isDone()) {
                        future.setResult(result);
                    }
                }),
                failure -> loop.callSoonThreadsafe(() -> {
                    if (!future.isDone()) {
                        future.setException(failure);
                    }
                }));
        try {
            return await(future);
        } catch (CancelledError e) {
            subscription.dispose();
            throw e;
        }
    }
}
