package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.ProblemException;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import claimbench.loop.Timeout;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The driver on a loop, against a real PostgreSQL. The loop is in debug mode, which refuses to wait where a monitor is held,
 * and there is one thread: what blocked it would stop the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@org.junit.jupiter.api.Timeout(120)
class DatabasePoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Longer than a test lasts. */
    private static final int FOR_EVER_MS = 60_000;

    private EmbeddedDatabase database = start(0);

    @BeforeAll
    void driverIsLoaded() throws Exception {
        Class.forName("org.postgresql.Driver");
    }

    @AfterAll
    void stop() {
        database.close();
    }

    // Who goes wrong

    @Test
    void databaseThatIsNotThereIsAFailureAndNoPlaceIsLost() throws Exception {
        int nobodysPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobodysPort = socket.getLocalPort();
        }
        var url = new DatabaseUrl("127.0.0.1", nobodysPort, "claimbench", "claimbench", "");
        onLoop(url, 1, (pool, users) -> {
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> users.find(1));
            }
            assertThat(pool.open()).isZero();
            assertThat(pool.active()).isZero();
        });
    }

    @Test
    void userWhoIsNotThereIsNotFoundAndTheConnectionIsKept() throws Exception {
        onLoop(1, (pool, users) -> {
            assertStatus(404, () -> users.find(User.SEEDED * 100));
            assertStatus(404, () -> users.find(User.SEEDED * 100, 0));
            assertThat(pool.open()).isEqualTo(1);
            assertThat(users.find(1)).isEqualTo(User.seeded(1));
        });
    }

    @Test
    void statementThatFailsLeavesItsConnectionAsGoodAsBefore() throws Exception {
        onLoop(1, (pool, users) -> {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> users.insert("zero \0", "a@b"))
                        .isInstanceOf(SQLException.class);
            }
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
            assertThat(pool.open()).isEqualTo(1);
        });
    }

    @Test
    void cancelledQueriesGiveTheirPlacesBackAndEndInTheDatabaseToo() throws Exception {
        onLoop(2, (pool, users) -> {
            for (int round = 0; round < 5; round++) {
                Task<User> one = createTask(async(() -> users.find(1, FOR_EVER_MS)));
                Task<User> other = createTask(async(() -> users.find(2, FOR_EVER_MS)));
                while (backendsThatSleep() < 2) {
                    await(sleep(Duration.ofMillis(5)));
                }
                one.cancel();
                other.cancel();
                assertThatThrownBy(() -> await(one)).isInstanceOf(CancelledError.class);
                // All places are free: as many queries at once as there are.
                assertThat(await(timeout(LONG, (Timeout scope) -> {
                            return await(gather(find(users, 1), find(users, 2)));
                        })))
                        .containsExactly(User.seeded(1), User.seeded(2));
                assertThat(pool.open()).isLessThanOrEqualTo(2);
            }
            while (backendsThatSleep() > 0) {
                await(sleep(Duration.ofMillis(5)));
            }
        });
    }

    @Test
    void deadlineEndsAQuery() throws Exception {
        onLoop(1, (pool, users) -> {
            for (int round = 0; round < 3; round++) {
                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> await(timeout(Duration.ofMillis(50), (Timeout scope) -> {
                            users.find(1, FOR_EVER_MS);
                        })));
            }
            assertThat(users.find(1)).isEqualTo(User.seeded(1));
        });
    }

    @Test
    void cancellationWhileWaitingForAPlaceTakesNone() throws Exception {
        onLoop(1, (pool, users) -> {
            Task<User> holder = createTask(async(() -> users.find(1, 300)));
            List<Task<User>> waiters = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiters.add(createTask(find(users, 1)));
            }
            await(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
            assertThat(pool.waiting()).isEqualTo(10);
            waiters.forEach(Task::cancel);
            await(holder);
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
            assertThat(pool.waiting()).isZero();
        });
    }

    @Test
    void placesAreGivenToWhoeverWaitsLongestAndNoMoreWaitThanMay() throws Exception {
        runOn(async(() -> {
            var pool = new DatabasePool(database.url(), 1, 2, LONG, Duration.ofSeconds(90));
            var users = new JdbcUsers(pool);
            Task<User> holder = createTask(async(() -> users.find(1, 300)));
            Task<User> first = createTask(find(users, 2));
            Task<User> second = createTask(find(users, 3));
            while (pool.waiting() < 2) {
                await(sleep(Duration.ZERO));
            }
            assertStatus(503, () -> users.find(4));
            assertThat(await(gather(holder, first, second)))
                    .containsExactly(User.seeded(1), User.seeded(2), User.seeded(3));
            assertThat(pool.open()).isEqualTo(1);
            pool.close();
        }));
    }

    @Test
    void waitForAPlaceHasAnEnd() throws Exception {
        runOn(async(() -> {
            var pool = new DatabasePool(database.url(), 1, 10, Duration.ofMillis(20), Duration.ofSeconds(90));
            var users = new JdbcUsers(pool);
            Task<User> holder = createTask(async(() -> users.find(1, FOR_EVER_MS)));
            while (pool.active() < 1) {
                await(sleep(Duration.ZERO));
            }
            assertStatus(503, () -> users.find(4));
            holder.cancel();
            assertThatThrownBy(() -> await(holder)).isInstanceOf(CancelledError.class);
            while (pool.active() > 0) {
                await(sleep(Duration.ofMillis(5)));
            }
            assertThat(users.find(4)).isEqualTo(User.seeded(4));
            pool.close();
        }));
    }

    @Test
    void databaseThatDiesFailsItsQueriesAndIsFoundAgainAtOnce() throws Exception {
        try (EmbeddedDatabase mortal = start(0)) {
            onLoop(mortal.url(), 2, (pool, users) -> {
                await(gather(find(users, 1), find(users, 2)));
                assertThat(pool.open()).isEqualTo(2);
                Task<User> underWay = createTask(async(() -> users.find(1, FOR_EVER_MS)));
                while (pool.active() < 1) {
                    await(sleep(Duration.ZERO));
                }
                mortal.kill();
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> await(underWay));
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> users.find(1));
                try (EmbeddedDatabase next = start(mortal.port())) {
                    assertThat(await(gather(find(users, 1), find(users, 2))))
                            .as("no connection of before is in the way")
                            .hasSize(2);
                    assertThat(next.port()).isEqualTo(mortal.port());
                }
            });
        }
    }

    @Test
    void databaseThatFallsSilentHoldsNeitherPlacesNorSockets() throws Exception {
        runOn(async(() -> {
            var pool = new DatabasePool(database.url(), 2, 10, LONG, Duration.ofSeconds(1));
            var users = new JdbcUsers(pool);
            await(gather(find(users, 1), find(users, 2)));
            assertThat(pool.open()).isEqualTo(2);
            database.fallSilent();
            try {
                for (int round = 0; round < 2; round++) {
                    // The first round on the connections of before, the second on new ones.
                    Task<User> one = createTask(find(users, 1));
                    Task<User> other = createTask(find(users, 2));
                    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> await(one));
                    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> await(other));
                    assertThat(pool.active()).isZero();
                    assertThat(pool.open()).isZero();
                }
            } finally {
                database.speak();
            }
            assertThat(await(gather(find(users, 1), find(users, 2)))).hasSize(2);
            assertThat(pool.open()).isEqualTo(2);
            // A socket that were still open would keep its server in the database.
            while (count("application_name = 'claimbench-event-loop'") > 3) {
                await(sleep(Duration.ofMillis(5)));
            }
            pool.close();
        }));
    }

    // Who goes right

    @Test
    void othersRunWhileAQueryWaits() throws Exception {
        onLoop(20, (pool, users) -> {
            List<Coroutine<User>> queries = IntStream.rangeClosed(1, 200)
                    .mapToObj(id -> async(() -> users.find(id, id % 7)))
                    .toList();
            List<User> found = await(gather(queries));
            assertThat(found)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 200).mapToObj(User::seeded).toList());
            assertThat(pool.open()).isEqualTo(20);
            assertThat(pool.active()).isZero();
        });
    }

    @Test
    void newUserIsFoundUnderTheIdThatItWasGiven() throws Exception {
        onLoop(1, (pool, users) -> {
            int id = users.insert("Ada \uD83D\uDE00 '; --", "ada@example.org");
            assertThat(id).isGreaterThan(User.SEEDED);
            assertThat(users.find(id)).isEqualTo(new User(id, "Ada \uD83D\uDE00 '; --", "ada@example.org"));
        });
    }

    @Test
    void poolThatIsClosedLeavesNoConnection() throws Exception {
        onLoop(3, (pool, users) -> {
            await(gather(find(users, 1), find(users, 2), find(users, 3)));
            pool.close();
            assertThat(pool.open()).isZero();
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> users.find(1));
        });
    }

    /** A test's program. */
    private interface Program {
        void run(DatabasePool pool, Users users) throws Exception;
    }

    private void onLoop(int size, Program program) throws Exception {
        onLoop(database.url(), size, program);
    }

    private static void onLoop(DatabaseUrl url, int size, Program program) throws Exception {
        runOn(async(() -> {
            var pool = new DatabasePool(url, size, 1_000, LONG, Duration.ofSeconds(90));
            program.run(pool, new JdbcUsers(pool));
            pool.close();
        }));
    }

    private static void runOn(Coroutine<Void> program) throws Exception {
        run(program, true);
    }

    private static Coroutine<User> find(Users users, int id) {
        return async(() -> users.find(id));
    }

    private int backendsThatSleep() throws Exception {
        return count("state = 'active' and wait_event = 'PgSleep'");
    }

    /** Asked on a connection apart from the pool under test, which counts as well. */
    private int count(String condition) throws Exception {
        DatabaseConnection connection = DatabaseConnection.open(database.url(), LONG);
        try (Statement statement = connection.jdbc().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
            row.next();
            return row.getInt(1);
        } finally {
            connection.close();
        }
    }

    private interface Call {
        void call() throws Exception;
    }

    private static void assertStatus(int status, Call call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call::call)
                .matches(e -> e.problem().status() == status);
    }

    private static EmbeddedDatabase start(int port) {
        try {
            return port == 0 ? EmbeddedDatabase.start() : EmbeddedDatabase.start(port);
        } catch (IOException e) {
            throw new AssertionError("no database", e);
        }
    }
}
