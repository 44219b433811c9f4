package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ProblemException;
import claimbench.database.EmbeddedDatabase;
import claimbench.runtime.ServerMeters;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** One connection, one place to wait for it. */
@Timeout(60)
class PoolLimitsTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private static EmbeddedDatabase embedded;

    private final LoopResources loops = LoopResources.create("test", 1, true);
    private final ServerMeters meters = new ServerMeters("test");

    @BeforeAll
    static void startDatabase() throws Exception {
        embedded = EmbeddedDatabase.start();
    }

    @AfterAll
    static void stopDatabase() {
        embedded.close();
    }

    @AfterEach
    void stop() {
        loops.dispose();
    }

    @Test
    void whoFindsNoPlaceToWaitIsRefusedAtOnce() {
        try (Database database = database(Duration.ofSeconds(20))) {
            Disposable slow = database.user(1, 60_000).subscribe();
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 1.0");
            Disposable waits = database.user(1).subscribe();
            awaitMeter("claimbench_database_queued{process=\"test\"} 1.0");
            assertRefused(database, "as many requests wait for a connection to the database as may");
            waits.dispose();
            awaitMeter("claimbench_database_queued{process=\"test\"} 0.0");
            slow.dispose();
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 0.0");
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
        }
    }

    @Test
    void whoWaitsTooLongIsRefused() {
        try (Database database = database(Duration.ofSeconds(1))) {
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
            Disposable slow = database.user(1, 60_000).subscribe();
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 1.0");
            assertRefused(database, "no connection to the database was free in time");
            awaitMeter("claimbench_database_queued{process=\"test\"} 0.0");
            slow.dispose();
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 0.0");
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
        }
    }

    private Database database(Duration waitMax) {
        return new Database(embedded.url(), 1, 1, waitMax, loops, meters);
    }

    private static void assertRefused(Database database, String why) {
        var refusal = database.user(1)
                .map(user -> "answered")
                .onErrorResume(
                        ProblemException.class,
                        e -> Mono.just(e.problem().status() + " " + e.problem().detail()))
                .block(WAIT_MAX);
        assertThat(refusal).startsWith("503 " + why);
    }

    private void awaitMeter(String line) {
        Http.eventually(() -> assertThat(meters.scrape(null)).contains(line));
    }
}
