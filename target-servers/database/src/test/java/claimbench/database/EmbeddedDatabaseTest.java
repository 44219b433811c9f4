package claimbench.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real PostgreSQL comes and goes. */
@Timeout(180)
class EmbeddedDatabaseTest {
    private static final Duration END_MAX = Duration.ofSeconds(30);

    @Test
    void nothingIsLeftOfADatabaseThatWasClosed() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Path data = dataFolder(database.url());
        ProcessHandle postmaster = postmaster(database.url());
        assertThat(data).exists();
        assertThat(postmaster.isAlive()).isTrue();
        database.close();
        database.close();
        assertThat(data.getParent()).doesNotExist();
        assertEnds(postmaster);
        assertRefuses(database.url());
    }

    @Test
    void databaseThatDiesSaysSoAndLeavesNothing() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Path data = dataFolder(database.url());
        assertThat(database.failure()).isNotDone();
        database.kill();
        assertThat(database.failure().get(30, TimeUnit.SECONDS))
                .isEqualTo("PostgreSQL has ended although nobody asked it to");
        assertThat(data.getParent()).doesNotExist();
        assertRefuses(database.url());
        // The next one is not in the way of what the first has left, be it on the same port.
        try (EmbeddedDatabase next = EmbeddedDatabase.start(database.port())) {
            assertThat(Sql.texts(next.url(), "select count(*) from users")).containsExactly("10000");
        }
    }

    @Test
    void portInUseIsSaid() throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start()) {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> EmbeddedDatabase.start(first.port()));
            assertThat(Sql.texts(first.url(), "select 1"))
                    .as("the first lives on")
                    .containsExactly("1");
        }
    }

    @Test
    void twoStartAtOnceAndHaveDataOfTheirOwn() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EmbeddedDatabase>> starts = List.of(
                    threads.submit(() -> EmbeddedDatabase.start()), threads.submit(() -> EmbeddedDatabase.start()));
            try (EmbeddedDatabase one = starts.get(0).get();
                    EmbeddedDatabase other = starts.get(1).get()) {
                Sql.execute(one.url(), "delete from users");
                assertThat(Sql.texts(one.url(), "select count(*) from users")).containsExactly("0");
                assertThat(Sql.texts(other.url(), "select count(*) from users")).containsExactly("10000");
            }
        }
    }

    @Test
    void databaseIsAsSafeAsPostgresqlIsByDefaultAndListensOnLoopbackAlone() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            DatabaseUrl url = database.url();
            assertThat(setting(url, "fsync")).isEqualTo("on");
            assertThat(setting(url, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(url, "full_page_writes")).isEqualTo("on");
            assertThat(setting(url, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Integer.parseInt(setting(url, "max_connections")))
                    .as("room for the largest pool, and then some")
                    .isGreaterThan(1_000 + ServerLimits.DATABASE_POOL);
            assertThat(setting(url, "server_version")).startsWith("18.");
            assertThat(setting(url, "is_superuser")).isEqualTo("off");
        }
    }

    private static String setting(DatabaseUrl url, String name) throws SQLException {
        return Sql.texts(url, "show " + name).getFirst();
    }

    private static Path dataFolder(DatabaseUrl url) throws SQLException {
        return Path.of(
                Sql.texts(Sql.admin(url, "postgres"), "show data_directory").getFirst());
    }

    private static ProcessHandle postmaster(DatabaseUrl url) throws SQLException {
        String file = Sql.texts(Sql.admin(url, "postgres"), "select pg_read_file('postmaster.pid')")
                .getFirst();
        return ProcessHandle.of(Long.parseLong(file.lines().findFirst().orElseThrow()))
                .orElseThrow();
    }

    private static void assertEnds(ProcessHandle process) {
        await().atMost(END_MAX).until(() -> !process.isAlive());
    }

    private static void assertRefuses(DatabaseUrl url) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Sql.execute(url, "select 1"))
                .withCauseInstanceOf(IOException.class);
    }
}
