package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes that have a database, over real sockets, with a real PostgreSQL and mails in the test's own hands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class UsersTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";

    private final EmbeddedDatabase database = database();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        opened.clear();
    }

    @AfterAll
    void stopDatabase() {
        database.close();
    }

    @Test
    void newUserIsAnsweredBeforeTheMailWhichIsSentOnce() throws Exception {
        SocketUpstream upstream = upstream();
        StartedServer server = server(upstream);
        try (var client = new RawClient(server.base())) {
            String answer = post(client, "/users?notify=background&mail-ms=7");
            assertThat(answer).startsWith("HTTP/1.1 201 ").contains("\"notified\":false}");
            String id = answer.replaceAll("(?s).*Location: /users/(\\d+)\r\n.*", "$1");
            client.get("/users/" + id);
            assertThat(client.readTo("}"))
                    .endsWith("{\"id\":" + id + ",\"name\":\"Ada\",\"email\":\"ada@example.org\"}");
            SocketUpstream.Call mail = upstream.call();
            assertThat(mail.line()).startsWith("POST /mail?user=" + id + "&ms=7 ");
            mail.socket().close();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(metrics(server))
                        .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"event-loop\"} 1.0"));
        assertThat(upstream.callsLeft()).as("a mail is never sent again").isZero();
    }

    @Test
    void awaitedMailIsSentBeforeTheAnswer() throws Exception {
        SocketUpstream upstream = upstream();
        try (var client = new RawClient(server(upstream).base())) {
            client.send(postRequest("/users?notify=awaited&mail-ms=0"));
            SocketUpstream.Call mail = upstream.call();
            assertThat(client.socket().getInputStream().available()).isZero();
            mail.answer(202, "");
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 201 ").endsWith("\"notified\":true}");
        }
    }

    @Test
    void mailThatFindsNoRoomIsRefusedAndLeavesNoUserBehind() throws Exception {
        SocketUpstream upstream = upstream();
        StartedServer server = server(upstream, "--background-queue", "0");
        try (var client = new RawClient(server.base())) {
            String last = "";
            for (int i = 0; i < ServerLimits.BACKGROUND_TASKS; i++) {
                last = post(client, "/users?notify=background");
                assertThat(last).startsWith("HTTP/1.1 201 ");
            }
            int id = Integer.parseInt(last.replaceAll("(?s).*Location: /users/(\\d+)\r\n.*", "$1"));
            assertThat(post(client, "/users?notify=background"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1\r\n");
            for (int i = 0; i < ServerLimits.BACKGROUND_TASKS; i++) {
                upstream.call().answer(202, "");
            }
            String next = await().atMost(LONG)
                    .until(
                            () -> post(client, "/users?notify=background"),
                            answer -> answer.startsWith("HTTP/1.1 201 "));
            assertThat(next).as("the row behind the last one").contains("Location: /users/" + (id + 1) + "\r\n");
            upstream.call().answer(202, "");
        }
    }

    @Test
    void mailsUnderWayAreWaitedForAtTheEnd() throws Exception {
        SocketUpstream upstream = upstream();
        StartedServer server = server(upstream);
        try (var client = new RawClient(server.base())) {
            assertThat(post(client, "/users?notify=background")).startsWith("HTTP/1.1 201 ");
        }
        SocketUpstream.Call mail = upstream.call();
        Thread stopping = Thread.ofVirtual().start(server::close);
        await().atMost(LONG).until(() -> isRefused(server.base()));
        assertThat(stopping.isAlive()).isTrue();
        mail.answer(202, "");
        assertThat(stopping.join(ServerLimits.DRAIN_MAX.dividedBy(2))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    void profileHasBothParts(String mode) throws Exception {
        SocketUpstream upstream = upstream();
        try (var client = new RawClient(server(upstream).base())) {
            client.get("/profile/7?mode=" + mode + "&db-ms=1&api-ms=3");
            SocketUpstream.Call call = upstream.call();
            assertThat(call.line()).contains("ms=3&");
            call.answer(200, "{\"call\":0,\"latencyMs\":3.0}");
            User user = User.seeded(7);
            assertThat(client.readTo("elapsedNanos"))
                    .contains("\"user\":{\"id\":7,\"name\":\"" + user.name() + "\"", "\"api\":{\"call\":0,");
        }
    }

    @Test
    void profileOfNobodyHasItsCallCancelled() throws Exception {
        SocketUpstream upstream = upstream();
        try (var client = new RawClient(server(upstream).base())) {
            client.get("/profile/999999999?mode=concurrent&db-ms=50&api-ms=60000");
            SocketUpstream.Call call = upstream.call();
            assertThat(client.readTo("}")).startsWith("HTTP/1.1 404 ");
            call.awaitCallerGone();
        }
    }

    @Test
    void profileWhoseCallFailsHasItsQueryCancelledAndThePoolIsWhole() throws Exception {
        SocketUpstream upstream = upstream();
        StartedServer server = server(upstream, "--database-pool", "1");
        try (var client = new RawClient(server.base())) {
            for (int round = 0; round < 5; round++) {
                client.get("/profile/1?mode=concurrent&db-ms=60000&api-ms=0");
                upstream.call().answer(500, "broken");
                assertThat(client.readTo("}")).startsWith("HTTP/1.1 502 ");
                client.get("/users/2");
                assertThat(client.readTo("}")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void everyLoopHasItsShareOfThePool() throws Exception {
        StartedServer server = server(upstream(), "--loops", "3", "--database-pool", "3");
        for (int i = 0; i < 12; i++) {
            try (var client = new RawClient(server.base())) {
                assertThat(client.getAll("/users/" + (i + 1))).startsWith("HTTP/1.1 200 ");
            }
        }
        try (var client = new RawClient(server.base())) {
            assertThat(client.getAll("/about")).contains("\"databasePool\":3");
        }
    }

    private StartedServer server(SocketUpstream upstream, String... more) throws IOException {
        StartedServer server =
                Servers.start(upstream.base(), URI.create(database.url().toString()), more);
        opened.add(server);
        return server;
    }

    private SocketUpstream upstream() throws IOException {
        var upstream = new SocketUpstream();
        opened.add(upstream);
        return upstream;
    }

    private static String metrics(StartedServer server) throws IOException {
        try (var client = new RawClient(server.base())) {
            return client.getAll("/metrics");
        }
    }

    private static String post(RawClient client, String target) throws IOException {
        return client.send(postRequest(target)).readTo("}");
    }

    private static String postRequest(String target) {
        return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + ADA.length() + "\r\n\r\n" + ADA;
    }

    private static boolean isRefused(URI base) {
        try {
            new RawClient(base).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static EmbeddedDatabase database() {
        try {
            return EmbeddedDatabase.start();
        } catch (IOException e) {
            throw new AssertionError("no database", e);
        }
    }
}
