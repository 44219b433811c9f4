package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ProblemException;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.runtime.DatabaseUrl;
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
            assertRefused(database, "503 1 requests wait for a connection to the database");
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
            assertRefused(database, "503 no connection to the database came free within 1000 ms");
            awaitMeter("claimbench_database_queued{process=\"test\"} 0.0");
            slow.dispose();
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 0.0");
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
        }
    }

    @Test
    void queryThatTakesTooLongIsCutOff() {
        try (Database database = database(embedded.url(), Duration.ofSeconds(20), Duration.ofSeconds(1))) {
            assertRefused(database.user(1, 60_000), "502 the database failed: no answer for 1000 ms");
            awaitMeter("claimbench_database_connections{process=\"test\",state=\"active\"} 0.0");
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
        }
    }

    @Test
    void databaseThatFallsSilentHoldsNoPlace() throws Exception {
        try (var relay = new Relay(embedded.port());
                Database database = database(url(relay.port()), Duration.ofSeconds(20), Duration.ofSeconds(1))) {
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
            relay.fallSilent();
            assertRefused(database, "502 the database failed: no answer for 1000 ms");
            assertRefused(database, "502 the database failed: it lets nobody connect");
            relay.speak();
            assertThat(database.user(1).block(WAIT_MAX)).isNotNull();
        }
    }

    private static DatabaseUrl url(int port) {
        return DatabaseUrl.parse("postgresql://claimbench@127.0.0.1:" + port + "/claimbench");
    }

    private Database database(Duration waitMax) {
        return database(embedded.url(), waitMax, Duration.ofSeconds(90));
    }

    private Database database(DatabaseUrl url, Duration waitMax, Duration answerMax) {
        var bounds = new Database.Bounds(1, 1, waitMax, Duration.ofSeconds(1), answerMax);
        return new Database(url, bounds, loops, meters);
    }

    private static void assertRefused(Database database, String why) {
        assertRefused(database.user(1), why);
    }

    private static void assertRefused(Mono<User> user, String why) {
        var refusal = user.map(found -> "answered")
                .onErrorResume(
                        ProblemException.class,
                        e -> Mono.just(e.problem().status() + " " + e.problem().detail()))
                .block(WAIT_MAX);
        assertThat(refusal).startsWith(why);
    }

    private void awaitMeter(String line) {
        Http.eventually(() -> assertThat(meters.text()).contains(line));
    }
}
