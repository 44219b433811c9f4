package claimbench.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerMeters;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class JdbcUsersTest {
    private static final int FOREVER_MS = 60_000;
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final EmbeddedDatabase database;

    JdbcUsersTest() throws IOException {
        database = EmbeddedDatabase.start();
    }

    /** What the caller's thread is. */
    enum Kind {
        PLATFORM,
        VIRTUAL;

        private Thread.Builder builder() {
            return this == PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        }
    }

    /** A call on a thread of its own. */
    private record Call<T>(Thread thread, FutureTask<T> result) {
        static <T> Call<T> on(Kind kind, Callable<T> call) {
            var task = new FutureTask<>(call);
            return new Call<>(kind.builder().start(task), task);
        }

        T get() throws Exception {
            return result.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
        }

        Throwable failure() throws Exception {
            try {
                throw new AssertionError("it gave " + get());
            } catch (ExecutionException e) {
                return Objects.requireNonNull(e.getCause());
            }
        }
    }

    @BeforeAll
    void endOldQueries() throws SQLException {
        awaitSleeping(0);
    }

    @AfterAll
    void stopDatabase() {
        database.close();
    }

    // The database is away

    @Test
    void poolStartsWithoutItsDatabaseAndFindsItWhenItComes() throws Exception {
        EmbeddedDatabase gone = EmbeddedDatabase.start();
        gone.close();
        try (var users = new JdbcUsers(gone.url(), 5)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> users.find(1))
                    .withMessageContaining("refused");
            try (EmbeddedDatabase _ = EmbeddedDatabase.start(gone.port())) {
                await().atMost(WAIT_MAX).until(() -> isFound(users));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void databaseThatGoesInTheMiddleFailsWhoWaitsAndIsFoundWhenItIsBack(boolean killed) throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start();
        try (var users = new JdbcUsers(first.url(), 2)) {
            List<Call<User>> calls = new ArrayList<>();
            for (int call = 0; call < 10; call++) {
                calls.add(Call.on(Kind.VIRTUAL, () -> users.find(1, FOREVER_MS)));
            }
            awaitSleeping(first.url(), 2);
            if (killed) {
                first.kill();
            } else {
                first.close();
            }
            for (Call<User> call : calls) {
                assertThat(call.failure()).as("2 in the query, 8 in the queue").isInstanceOf(SQLException.class);
            }
            try (EmbeddedDatabase _ = EmbeddedDatabase.start(first.port())) {
                await().atMost(WAIT_MAX).until(() -> isFound(users));
                // All places are there again, not just one.
                List<Call<User>> both = List.of(
                        Call.on(Kind.VIRTUAL, () -> users.find(1, 500)),
                        Call.on(Kind.VIRTUAL, () -> users.find(2, 500)));
                for (Call<User> call : both) {
                    assertThat(call.get()).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void databaseThatFallsSilentHoldsNeitherPlacesNorSockets(Kind kind) throws Exception {
        int places = 2;
        try (var users = new JdbcUsers(database.url(), places, Duration.ofSeconds(1))) {
            assertAllPlacesAreThere(users, kind, places);
            database.fallSilent();
            try {
                for (int round = 0; round < 2; round++) {
                    // The first round on the connections of before, the second on new ones.
                    List<Call<User>> calls = new ArrayList<>();
                    for (int call = 0; call < places; call++) {
                        calls.add(Call.on(kind, () -> users.find(1)));
                    }
                    for (Call<User> call : calls) {
                        assertThat(call.failure()).isInstanceOf(SQLException.class);
                    }
                }
            } finally {
                database.speak();
            }
            await().atMost(WAIT_MAX).until(() -> isFound(users));
            assertAllPlacesAreThere(users, kind, places);
            // A socket that were still open would keep its server in the database.
            try (Connection connection = DriverManager.getConnection(
                    database.url().jdbc(), database.url().user(), "")) {
                await().atMost(WAIT_MAX)
                        .untilAsserted(() -> assertThat(count(connection, "application_name = 'claimbench'"))
                                .isLessThanOrEqualTo(places));
            }
        }
    }

    private static void assertAllPlacesAreThere(JdbcUsers users, Kind kind, int places) throws Exception {
        List<Call<User>> calls = new ArrayList<>();
        for (int call = 0; call < places; call++) {
            calls.add(Call.on(kind, () -> users.find(1, 300)));
        }
        for (Call<User> call : calls) {
            assertThat(call.get()).isEqualTo(User.seeded(1));
        }
    }

    @Test
    void wrongPasswordOrUserIsSaid() {
        DatabaseUrl url = new DatabaseUrl("127.0.0.1", database.port(), "claimbench", "nobody", "");
        try (var users = new JdbcUsers(url, 1)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> users.find(1))
                    .withMessageContaining("role \"nobody\" does not exist");
        }
    }

    @Test
    void closedPoolSaysSo() {
        var users = users(1);
        users.close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> users.find(1))
                .withMessageContaining("closed");
    }

    // Too many

    @Test
    void requestBeyondTheQueueIsRefusedAndTheOthersGetTheirTurn() throws Exception {
        var meters = new ServerMeters("stub");
        try (var users = users(1).shownBy(meters)) {
            Call<User> holder = Call.on(Kind.VIRTUAL, () -> users.find(1, FOREVER_MS));
            awaitSleeping(1);
            List<Call<User>> waiting = new ArrayList<>();
            for (int call = 0; call < ServerLimits.DATABASE_QUEUE_MAX; call++) {
                waiting.add(Call.on(Kind.VIRTUAL, () -> users.find(2)));
            }
            await().atMost(WAIT_MAX)
                    .until(() -> meters.text().contains("claimbench_database_queued{process=\"stub\"} 1000.0\n"));
            assertRefused(Call.on(Kind.VIRTUAL, () -> users.find(3)).failure(), "1000 requests wait");
            assertThat(meters.text())
                    .contains("claimbench_database_connections{process=\"stub\",state=\"size\"} 1.0\n")
                    .contains("claimbench_database_connections{process=\"stub\",state=\"active\"} 1.0\n");
            holder.thread().interrupt();
            assertThat(holder.failure()).isInstanceOf(InterruptedException.class);
            for (Call<User> call : waiting) {
                assertThat(call.get()).isEqualTo(User.seeded(2));
            }
        }
    }

    @Test
    void requestThatWaitsTooLongIsRefused() throws Exception {
        try (var users = users(1)) {
            Call<User> holder = Call.on(Kind.VIRTUAL, () -> users.find(1, FOREVER_MS));
            awaitSleeping(1);
            assertRefused(Call.on(Kind.VIRTUAL, () -> users.find(2)).failure(), "within 5000 ms");
            holder.thread().interrupt();
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
        }
    }

    // Nobody wants the answer any more

    @ParameterizedTest
    @EnumSource
    void interruptedQueriesEndInTheDatabaseTooAndGiveTheirPlacesBack(Kind kind) throws Exception {
        int places = 3;
        try (var users = users(places)) {
            for (int round = 0; round < 3; round++) {
                List<Call<User>> calls = new ArrayList<>();
                for (int call = 0; call < places; call++) {
                    calls.add(Call.on(kind, () -> users.find(1, FOREVER_MS)));
                }
                awaitSleeping(places);
                calls.forEach(call -> call.thread().interrupt());
                for (Call<User> call : calls) {
                    assertThat(call.failure()).isInstanceOf(InterruptedException.class);
                }
                awaitSleeping(0);
            }
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptedWaitLeavesTheQueue(Kind kind) throws Exception {
        var meters = new ServerMeters("stub");
        try (var users = users(1).shownBy(meters)) {
            Call<User> holder = Call.on(kind, () -> users.find(1, FOREVER_MS));
            awaitSleeping(1);
            Call<User> waiting = Call.on(kind, () -> users.find(2));
            await().until(() -> meters.text().contains("claimbench_database_queued{process=\"stub\"} 1.0\n"));
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
            assertThat(meters.text()).contains("claimbench_database_queued{process=\"stub\"} 0.0\n");
            holder.thread().interrupt();
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadThatIsInterruptedAlreadyAsksNothing(Kind kind) throws Exception {
        try (var users = users(1)) {
            assertThat(Call.on(kind, () -> {
                                Thread.currentThread().interrupt();
                                return users.find(1, FOREVER_MS);
                            })
                            .failure())
                    .isInstanceOf(InterruptedException.class);
            assertThat(users.find(2)).isEqualTo(User.seeded(2));
        }
    }

    // All is well

    @Test
    void userIsFound() throws Exception {
        try (var users = users(1)) {
            assertThat(users.find(1)).isEqualTo(User.seeded(1));
            assertThat(users.find(User.SEEDED)).isEqualTo(User.seeded(User.SEEDED));
            assertThat(users.find(7, 0)).isEqualTo(User.seeded(7));
            assertThat(users.find(7, 20)).isEqualTo(User.seeded(7));
        }
    }

    @Test
    void userWhoIsNotThereIsAProblem() {
        try (var users = users(1)) {
            for (Callable<User> find : List.<Callable<User>>of(
                    () -> users.find(Integer.MAX_VALUE), () -> users.find(Integer.MAX_VALUE, 5))) {
                assertThatExceptionOfType(ProblemException.class)
                        .isThrownBy(find::call)
                        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.noSuchUser(Integer.MAX_VALUE)));
            }
        }
    }

    @Test
    void insertedUserIsFoundWhateverTheName() throws Exception {
        try (var users = users(1)) {
            String name = "Robert'); drop table users; -- ∀";
            int id = users.insert(name, "bobby@example.org");
            assertThat(id).isGreaterThan(User.SEEDED);
            assertThat(users.find(id)).isEqualTo(new User(id, name, "bobby@example.org"));
            assertThat(users.insert("Ada", "ada@example.org")).isGreaterThan(id);
        }
    }

    private JdbcUsers users(int connections) {
        return new JdbcUsers(database.url(), connections);
    }

    private static boolean isFound(JdbcUsers users) throws InterruptedException {
        try {
            return users.find(1).equals(User.seeded(1));
        } catch (SQLException e) {
            return false;
        }
    }

    private static void assertRefused(Throwable failure, String why) {
        assertThat(failure).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(503);
            assertThat(e.problem().detail()).contains(why).endsWith("try again later");
        });
    }

    private void awaitSleeping(int queries) throws SQLException {
        awaitSleeping(database.url(), queries);
    }

    /** Returns when as many queries sleep inside the database. */
    private static void awaitSleeping(DatabaseUrl url, int queries) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), "")) {
            await().atMost(WAIT_MAX).until(() -> sleeping(connection) == queries);
        }
    }

    private static int sleeping(Connection connection) throws SQLException {
        return count(connection, "wait_event = 'PgSleep'");
    }

    private static int count(Connection connection, String condition) throws SQLException {
        try (ResultSet count =
                connection.createStatement().executeQuery("select count(*) from pg_stat_activity where " + condition)) {
            count.next();
            return count.getInt(1);
        }
    }
}
