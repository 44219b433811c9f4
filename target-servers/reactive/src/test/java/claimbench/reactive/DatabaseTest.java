package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.kit.FreePort;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes with a database, over a pool of two connections. */
@Timeout(120)
class DatabaseTest {
    private static final String ACTIVE = "claimbench_database_connections";

    private static EmbeddedDatabase database;

    private RawUpstream upstream;
    private ReactiveServer server;
    private Http http;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = EmbeddedDatabase.start();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        upstream = new RawUpstream((target, client) -> {
            if (target.startsWith("/mail")) {
                RawUpstream.writeWhole(client, 202, "{}");
            } else {
                RawUpstream.writeWhole(client, 200, "{\"call\":0,\"latencyMs\":0.0}");
            }
            return true;
        });
        server = Servers.start(upstream.base(), url(database.port()), "--database-pool", "2");
        http = new Http(server);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
        upstream.close();
    }

    private static URI url(int port) {
        return URI.create("postgresql://claimbench@127.0.0.1:" + port + "/claimbench");
    }

    @Test
    void queriesOfClientsThatLeaveAreCancelledAndTheirConnectionsComeBack() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<RawClient> clients = new ArrayList<>();
            for (int client = 0; client < 6; client++) {
                clients.add(new RawClient(server.port()).get("/profile/1?mode=serial&db-ms=60000&api-ms=0"));
            }
            http.awaitMeter(2, ACTIVE, "state=\"active\"");
            http.awaitMeter(4, "claimbench_database_queued");
            for (RawClient client : clients) {
                client.reset();
            }
            http.awaitMeter(0, ACTIVE, "state=\"active\"");
            http.awaitMeter(0, "claimbench_database_queued");
            assertThat(http.get("/users/7").statusCode()).isEqualTo(200);
        }
        // The next to come would wait for a minute behind a query that went on.
        assertThat(http.get("/profile/7?mode=serial&db-ms=1&api-ms=0").statusCode())
                .isEqualTo(200);
    }

    @Test
    void queryIsCancelledWhenTheOtherPartOfAProfileFails() throws Exception {
        upstream.will((target, client) -> false);
        for (int round = 0; round < 4; round++) {
            assertThat(http.get("/profile/1?mode=concurrent&db-ms=60000&api-ms=0")
                            .statusCode())
                    .isEqualTo(502);
        }
        http.awaitMeter(0, ACTIVE, "state=\"active\"");
        assertThat(http.get("/users/7").statusCode()).isEqualTo(200);
    }

    @Test
    void callOfTheUpstreamIsCancelledWhenThereIsNoSuchUser() throws Exception {
        upstream.will((target, client) -> {
            RawUpstream.awaitEnd(client);
            return false;
        });
        HttpResponse<String> response = http.get("/profile/2147483647?mode=concurrent&db-ms=5&api-ms=60000");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("there is no user 2147483647");
        Http.eventually(() -> assertThat(upstream.open()).isZero());
    }

    @Test
    void databaseThatIsAwayIsABadGatewayUntilItIsBack() throws Exception {
        int port = FreePort.choose();
        try (ReactiveServer early = Servers.start(upstream.base(), url(port), "--database-pool", "2");
                Http client = new Http(early)) {
            HttpResponse<String> away = client.get("/users/1");
            assertThat(away.statusCode()).isEqualTo(502);
            assertThat(away.body()).contains("the database failed: ").doesNotContain("Exception");
            try (EmbeddedDatabase late = EmbeddedDatabase.start(port)) {
                Http.eventually(
                        () -> assertThat(client.get("/users/1").statusCode()).isEqualTo(200));
                try (var waiting = new RawClient(early.port()).get("/profile/1?mode=serial&db-ms=60000&api-ms=0")) {
                    client.awaitMeter(1, ACTIVE, "state=\"active\"");
                    late.kill();
                    assertThat(waiting.status()).isEqualTo(502);
                }
                assertThat(client.get("/users/1").statusCode()).isEqualTo(502);
            }
            try (EmbeddedDatabase again = EmbeddedDatabase.start(port)) {
                assertThat(again.port()).isEqualTo(port);
                Http.eventually(
                        () -> assertThat(client.get("/users/1").statusCode()).isEqualTo(200));
            }
        }
    }

    @Test
    void userIsTheRow() throws Exception {
        assertThat(Json.MAPPER.readValue(http.get("/users/7").body(), User.class))
                .isEqualTo(User.seeded(7));
        HttpResponse<String> nobody = http.get("/users/2147483647");
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(nobody.body()).contains("there is no user 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    void profileHasBothParts(String mode) throws Exception {
        HttpResponse<String> response = http.get("/profile/7?db-ms=5&api-ms=5&mode=" + mode);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith(
                        "{\"user\":{\"id\":7,\"name\":\"User 7\",\"email\":\"user7@example.org\"},\"api\":{\"call\":0,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"awaited", "background"})
    void newUserIsInsertedAndNotified(String notification) throws Exception {
        HttpResponse<String> response = http.post(
                "/users?mail-ms=0&notify=" + notification, "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        String path = response.headers().firstValue("Location").orElseThrow();
        assertThat(http.get(path).body()).contains("\"name\":\"Ada\"");
        Http.eventually(() -> assertThat(upstream.received())
                .containsExactly("/mail?user=" + path.substring("/users/".length()) + "&ms=0"));
        if (notification.equals("background")) {
            http.awaitMeter(1, "claimbench_background_ended_total", "outcome=\"success\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitedMailIsSentThoughItsClientBreaksOff(boolean sent) throws Exception {
        var held = new CountDownLatch(1);
        upstream.will((target, client) -> {
            held.await();
            if (sent) {
                RawUpstream.writeWhole(client, 202, "{}");
            }
            return sent;
        });
        String body = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
        try (var client = new RawClient(server.port())) {
            client.send("POST /users?notify=awaited HTTP/1.1\r\nHost: target\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
            Http.eventually(() -> assertThat(upstream.received()).hasSize(1));
            http.awaitMeter(2, "http_server_connections");
            client.reset();
        }
        http.awaitMeter(1, "http_server_connections");
        assertThat(http.meter("http_server_requests_active"))
                .as("the mail, and the view")
                .isEqualTo(2);
        held.countDown();
        http.awaitMeter(1, "http_server_requests_active");
        assertThat(http.meter("http_server_requests_seconds_count", "route=\"/users\"", "outcome=\"failure\""))
                .isEqualTo(1);
    }

    @Test
    void mailThatFailsIsNotSentAgain() throws Exception {
        upstream.will((target, client) -> false);
        String body = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
        assertThat(http.post("/users?notify=awaited", body).statusCode()).isEqualTo(502);
        assertThat(upstream.received()).hasSize(1);
        assertThat(http.post("/users?notify=background", body).statusCode()).isEqualTo(201);
        http.awaitMeter(1, "claimbench_background_ended_total", "outcome=\"failure\"");
        assertThat(upstream.received()).hasSize(2);
    }

    @Test
    void shutdownSendsTheMailsThatWereAccepted() throws Exception {
        var held = new CountDownLatch(1);
        upstream.will((target, client) -> {
            held.await();
            RawUpstream.writeWhole(client, 202, "{}");
            return true;
        });
        assertThat(http.post("/users?notify=background", "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}")
                        .statusCode())
                .isEqualTo(201);
        http.awaitMeter(1, "claimbench_background_tasks", "state=\"running\"");
        var closed = CompletableFuture.runAsync(server::close);
        Http.eventually(() -> assertThat(upstream.received()).hasSize(1));
        assertThat(closed).as("it waits for the mail").isNotDone();
        held.countDown();
        closed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void bodiesAreTakenHoweverTheyCome() throws Exception {
        String body = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
        String head = "POST /users?notify=awaited&mail-ms=0 HTTP/1.1\r\nHost: target\r\n";
        String half = body.substring(0, 20);
        String rest = body.substring(20);
        String chunks = Integer.toHexString(half.length()) + "\r\n" + half + "\r\n" + Integer.toHexString(rest.length())
                + ";x=y\r\n" + rest + "\r\n0\r\n\r\n";
        try (var client = new RawClient(server.port())) {
            // All at once, the last one's body when it is asked for.
            client.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body + head
                    + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "GET /users/1 HTTP/1.1\r\nHost: target\r\n\r\n"
                    + head + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(201);
            assertThat(client.status()).isEqualTo(201);
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.readUntil("\r\n\r\n"))
                    .as("after the answers to what came before it")
                    .startsWith("HTTP/1.1 100 ");
            client.send(body);
            assertThat(client.status()).isEqualTo(201);
            client.send(head + "Content-Length: 3\r\n\r\n{x}");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 400 ").contains("the body must be JSON");
        }
    }
}
