package claimbench.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.User;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Each test has a database of its own, on one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class MigrationTest {
    private final EmbeddedDatabase server;
    private int databases;

    MigrationTest() throws IOException {
        server = EmbeddedDatabase.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void tableOfSomebodyElseIsNotTouched() throws SQLException {
        DatabaseUrl url = emptyDatabase();
        Sql.execute(url, "create table users (login text)");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Migration.migrate(url))
                .withMessage("the database has a table users that is not claimbench's; give it a database of its own,"
                        + " such as one made by: createdb claimbench");
        assertThat(Sql.texts(url, "select count(*) from users")).containsExactly("0");
    }

    @Test
    void migrationThatFailsLeavesNothing() throws SQLException {
        DatabaseUrl url = emptyDatabase();
        Sql.execute(Sql.admin(url, url.database()), """
                create function refuse() returns event_trigger language plpgsql as
                  $$ begin raise exception 'no comments here'; end $$;
                create event trigger no_comments on ddl_command_start when tag in ('COMMENT') execute function refuse();
                """);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Migration.migrate(url))
                .withMessageContaining("no comments here");
        assertThat(Sql.texts(url, "select to_regclass('users')")).containsExactly("null");
    }

    @Test
    void freshDatabaseHasTheRowsOfTheContract() throws SQLException {
        DatabaseUrl url = emptyDatabase();
        Migration.migrate(url);
        assertThat(Sql.texts(url, "select id || '|' || name || '|' || email from users order by id"))
                .isEqualTo(IntStream.rangeClosed(1, User.SEEDED)
                        .mapToObj(User::seeded)
                        .map(user -> user.id() + "|" + user.name() + "|" + user.email())
                        .toList());
    }

    @Test
    void nextIdFollowsTheRowsOfTheContract() throws SQLException {
        DatabaseUrl url = emptyDatabase();
        Migration.migrate(url);
        assertThat(Sql.texts(url, "insert into users (name, email) values ('Ada', 'ada@example.org') returning id"))
                .containsExactly(Integer.toString(User.SEEDED + 1));
    }

    @Test
    void migrationThatIsDoneChangesNothing() throws SQLException {
        DatabaseUrl url = emptyDatabase();
        Migration.migrate(url);
        Sql.execute(url, "insert into users (name, email) values ('Ada', 'ada@example.org')");
        Sql.execute(url, "delete from users where id = 7");
        Migration.migrate(url);
        assertThat(Sql.texts(url, "select count(*) from users")).containsExactly(Integer.toString(User.SEEDED));
        assertThat(Sql.texts(url, "select name from users where id > " + User.SEEDED))
                .containsExactly("Ada");
    }

    @Test
    void severalMigrationsAtOnceAreOne() throws Exception {
        DatabaseUrl url = emptyDatabase();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> migrations = Stream.<Future<?>>generate(() -> threads.submit(() -> {
                        Migration.migrate(url);
                        return null;
                    }))
                    .limit(4)
                    .toList();
            for (Future<?> migration : migrations) {
                migration.get();
            }
        }
        assertThat(Sql.texts(url, "select count(*) from users")).containsExactly(Integer.toString(User.SEEDED));
    }

    private DatabaseUrl emptyDatabase() throws SQLException {
        String name = "test_" + databases++;
        Sql.execute(Sql.admin(server.url(), "postgres"), "create database " + name + " owner claimbench");
        return new DatabaseUrl(
                server.url().host(), server.port(), name, server.url().user(), "");
    }
}
