package claimbench.virtualthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.platformthreads.PlatformThreadsOptions;
import claimbench.platformthreads.PlatformThreadsServer;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.RunningServer;
import claimbench.virtualthreads.ManualUpstream.Call;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What both models that give a request a thread must do when something fails, is given up, or is too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ThreadModelsTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final String HELLO = Client.get("/plaintext", "Connection: close\r\n");
    private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";

    private final EmbeddedDatabase database;

    ThreadModelsTest() throws IOException {
        database = EmbeddedDatabase.start();
    }

    @AfterAll
    void stopDatabase() {
        database.close();
    }

    enum Model {
        PLATFORM {
            @Override
            RunningServer start(String... args) throws IOException {
                var options = new PlatformThreadsOptions();
                new CommandLine(options).parseArgs(args);
                return PlatformThreadsServer.start(options);
            }
        },
        VIRTUAL {
            @Override
            RunningServer start(String... args) throws IOException {
                var options = new VirtualThreadsOptions();
                new CommandLine(options).parseArgs(args);
                return VirtualThreadsServer.start(options);
            }
        };

        abstract RunningServer start(String... args) throws IOException;
    }

    private RunningServer server(Model model, ManualUpstream upstream, String... more) throws IOException {
        return model.start(arguments(upstream.base(), database.url().url(), more));
    }

    private static String[] arguments(String upstream, String database, String... more) {
        List<String> all = new ArrayList<>(List.of("--upstream", upstream, "--database-url", database));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    // Who we depend on is away

    @ParameterizedTest
    @EnumSource
    void databaseThatDiesIsA502AndIsAskedAgainWhenItIsBack(Model model) throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start();
        try (RunningServer server =
                model.start(arguments("http://127.0.0.1:1", first.url().url()))) {
            await().atMost(WAIT_MAX)
                    .untilAsserted(() -> assertThat(get(server, "/users/1"))
                            .startsWith("HTTP/1.1 200 ")
                            .endsWith("{\"id\":1,\"name\":\"User 1\",\"email\":\"user1@example.org\"}"));
            try (var slow = new Client(server.port()).send(close("/profile/1?mode=serial&db-ms=60000&api-ms=0"))) {
                awaitSleeping(first.url(), 1);
                first.kill();
                assertThat(slow.readToEnd()).startsWith("HTTP/1.1 502 ").contains("the database failed: ");
            }
            assertThat(get(server, "/users/1")).startsWith("HTTP/1.1 502 ").contains("the database failed: ");
            assertThat(post(server, "/users?notify=awaited")).startsWith("HTTP/1.1 502 ");
            assertThat(get(server, "/plaintext")).endsWith("Hello, World!");
            try (EmbeddedDatabase _ = EmbeddedDatabase.start(first.port())) {
                await().atMost(WAIT_MAX)
                        .untilAsserted(() -> assertThat(get(server, "/users/1")).startsWith("HTTP/1.1 200 "));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void upstreamThatIsAwayIsA502(Model model) throws Exception {
        try (RunningServer server =
                model.start(arguments("http://127.0.0.1:1", database.url().url()))) {
            assertThat(get(server, "/answer?tokens=1&gap-ms=0&mode=stream")).startsWith("HTTP/1.1 502 ");
            assertThat(get(server, "/answer?tokens=1&gap-ms=0&mode=whole")).startsWith("HTTP/1.1 502 ");
            assertThat(get(server, "/deadline?timeout-ms=10000&ms=0")).startsWith("HTTP/1.1 502 ");
            assertThat(get(server, "/retry?failures=0&attempts=3"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("the upstream failed 3 times; the last error: ");
            assertThat(get(server, "/profile/1?mode=concurrent&db-ms=0&api-ms=0"))
                    .startsWith("HTTP/1.1 502 ");
        }
    }

    // What nobody wants any more

    @ParameterizedTest
    @EnumSource
    void callsBeyondTheirDeadlineAreClosedAndNoThreadIsLost(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream)) {
            for (int round = 0; round < 10; round++) {
                try (var client = new Client(server.port()).send(close("/deadline?timeout-ms=50&ms=0"));
                        Call call = upstream.await()) {
                    assertThat(client.readToEnd())
                            .startsWith("HTTP/1.1 504 ")
                            .contains("the upstream did not answer within 50 ms; the call was cancelled");
                    call.awaitLeft();
                }
            }
            try (var client = new Client(server.port()).send(close("/deadline?timeout-ms=60000&ms=0"));
                    Call call = upstream.await()) {
                call.answerResult();
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").contains("\"result\":{\"call\":0,");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedPartOfAProfileEndsTheQueryAndItsConnectionIsFree(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream, "--database-pool", "1")) {
            for (int round = 0; round < 3; round++) {
                try (var client = new Client(server.port())
                                .send(close("/profile/1?mode=concurrent&db-ms=60000&api-ms=0"));
                        Call call = upstream.await()) {
                    awaitSleeping(database.url(), 1);
                    call.answer(500, "no");
                    assertThat(client.readToEnd()).startsWith("HTTP/1.1 502 ");
                }
                assertThat(get(server, "/users/1")).startsWith("HTTP/1.1 200 ");
                awaitSleeping(database.url(), 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void profileOfNobodyEndsTheCall(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port())
                        .send(close("/profile/2000000000?mode=concurrent&db-ms=300&api-ms=0"));
                Call call = upstream.await()) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 404 ").contains("there is no user 2000000000");
            call.awaitLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void firstFailureOfAFanoutEndsTheOtherCalls(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port()).send(close("/fanout?calls=3&mode=concurrent&ms=0"));
                Call first = upstream.await();
                Call second = upstream.await();
                Call third = upstream.await()) {
            second.answer(500, "no");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 502 ").contains("was answered with status 500");
            first.awaitLeft();
            third.awaitLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fanoutThatCollectsHasEveryResultAndEveryFailure(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port())
                        .send(close("/fanout?calls=2&mode=concurrent&ms=0&failing=1&on-error=collect"))) {
            for (Call call : List.of(upstream.await(), upstream.await())) {
                if (call.requestLine().contains("&fail=yes")) {
                    call.answer(500, "no");
                } else {
                    call.answerResult();
                }
            }
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"results\":[{\"call\":0,\"latencyMs\":0.0}],\"failures\":[{\"call\":1,\"detail\":\"");
        }
    }

    // Streams

    @ParameterizedTest
    @EnumSource
    void partsAreRelayedAsTheyCome(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port()).send(close("/answer?tokens=2&gap-ms=0&mode=stream"));
                Call call = upstream.await()) {
            call.beginStream().part("data: one\n\n");
            client.readUntil("data: one\n\n");
            call.part("data: two\n\n");
            client.readUntil("data: two\n\n");
            call.endStream();
            assertThat(client.readToEnd()).isEqualTo("\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatLeavesEndsTheUpstreamsStreamWhileNoTokenIsDue(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream)) {
            for (int round = 0; round < 5; round++) {
                try (var client = new Client(server.port()).send(Client.get("/answer?tokens=2&gap-ms=0&mode=stream"));
                        Call call = upstream.await()) {
                    call.beginStream().part("data: one\n\n");
                    client.readUntil("data: one\n\n");
                    if (round % 2 == 0) {
                        client.leave();
                    } else {
                        client.closeOutput();
                    }
                    call.awaitLeft();
                }
            }
            assertThat(get(server, "/plaintext")).endsWith("Hello, World!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatLeavesBeforeTheUpstreamAnswersEndsTheCall(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port()).send(Client.get("/answer?tokens=2&gap-ms=0&mode=stream"));
                Call call = upstream.await()) {
            client.leave();
            call.awaitLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamThatTheUpstreamBreaksOffDoesNotLookWhole(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port()).send(Client.get("/answer?tokens=2&gap-ms=0&mode=stream"))) {
            try (Call call = upstream.await()) {
                call.beginStream().part("data: one\n\n");
                client.readUntil("data: one\n\n");
            }
            assertThat(client.readToEnd()).doesNotContain("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestSentDuringAStreamIsAnsweredBehindIt(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream);
                var client = new Client(server.port()).send(Client.get("/answer?tokens=2&gap-ms=0&mode=stream"));
                Call call = upstream.await()) {
            call.beginStream().part("data: one\n\n");
            client.readUntil("data: one\n\n");
            client.send(Client.get("/wait?ms=0")).send(HELLO);
            call.part("data: two\n\n").endStream();
            client.readUntil("data: two\n\n\r\n0\r\n\r\n");
            client.readUntil("{\"waitedMs\":0}");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("Hello, World!");
        }
    }

    @Test
    void streamsBeyondPoolAndQueueAreRefusedAndTheThreadsComeBack() throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(Model.PLATFORM, upstream, "--pool", "2", "--queue", "0")) {
            List<Client> clients = new ArrayList<>();
            List<Call> calls = new ArrayList<>();
            for (int stream = 0; stream < 2; stream++) {
                clients.add(new Client(server.port()).send(Client.get("/answer?tokens=2&gap-ms=0&mode=stream")));
                calls.add(upstream.await());
            }
            assertThat(get(server, "/plaintext")).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
            for (int stream = 0; stream < 2; stream++) {
                clients.get(stream).close();
                calls.get(stream).awaitLeft();
            }
            await().atMost(WAIT_MAX)
                    .untilAsserted(() -> assertThat(get(server, "/plaintext")).endsWith("Hello, World!"));
        }
    }

    // Mails

    @ParameterizedTest
    @EnumSource
    void requestBeyondTheBackgroundsQueueIsRefusedAndLeavesNoRow(Model model) throws Exception {
        long rows = rows();
        List<Call> mails = new ArrayList<>();
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream, "--background-queue", "1")) {
            for (int mail = 0; mail < ServerLimits.BACKGROUND_TASKS; mail++) {
                assertThat(post(server, "/users?notify=background")).startsWith("HTTP/1.1 201 ");
                mails.add(upstream.await());
            }
            assertThat(post(server, "/users?notify=background"))
                    .as("the one that may wait")
                    .startsWith("HTTP/1.1 201 ");
            assertThat(post(server, "/users?notify=background"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\r\nRetry-After: 1\r\n")
                    .contains("501 background tasks run or wait");
            assertThat(rows()).isEqualTo(rows + ServerLimits.BACKGROUND_TASKS + 1);
            for (Call mail : mails) {
                mail.answer(202, "");
            }
            upstream.await().answer(202, "");
            await().atMost(WAIT_MAX)
                    .untilAsserted(() -> assertThat(get(server, "/metrics"))
                            .containsPattern("claimbench_background_ended_total\\{outcome=\"success\".*} 501\\.0"));
            assertThat(post(server, "/users?notify=background")).startsWith("HTTP/1.1 201 ");
            upstream.await().answer(202, "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopWaitsForTheMailThatWasAccepted(Model model) throws Exception {
        try (var upstream = new ManualUpstream();
                RunningServer server = server(model, upstream)) {
            String created = post(server, "/users?notify=background&mail-ms=5");
            assertThat(created).startsWith("HTTP/1.1 201 ").contains("\"notified\":false");
            try (Call mail = upstream.await()) {
                assertThat(mail.requestLine()).startsWith("POST /mail?user=").endsWith("&ms=5 HTTP/1.1");
                CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
                await().atMost(WAIT_MAX).until(() -> isRefused(server));
                assertThat(closed).isNotDone();
                mail.answer(202, "");
                closed.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"202", "500"})
    void awaitedMailIsInTheAnswer(String status) throws Exception {
        for (Model model : Model.values()) {
            try (var upstream = new ManualUpstream();
                    RunningServer server = server(model, upstream);
                    var client = new Client(server.port()).send(Client.post("/users?notify=awaited", ADA));
                    Call mail = upstream.await()) {
                mail.answer(Integer.parseInt(status), "");
                assertThat(client.readToEnd())
                        .startsWith(status.equals("202") ? "HTTP/1.1 201 " : "HTTP/1.1 502 ")
                        .contains(status.equals("202") ? "\"notified\":true" : "status 500");
            }
        }
    }

    private static String close(String target) {
        return Client.get(target, "Connection: close\r\n");
    }

    private static String get(RunningServer server, String target) throws IOException {
        try (var client = new Client(server.port()).send(close(target))) {
            return client.readToEnd();
        }
    }

    private static String post(RunningServer server, String target) throws IOException {
        try (var client = new Client(server.port()).send(Client.post(target, ADA))) {
            return client.readToEnd();
        }
    }

    private static boolean isRefused(RunningServer server) {
        try {
            new Client(server.port()).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private long rows() throws SQLException {
        return count(database.url(), "select count(*) from users where id > " + User.SEEDED);
    }

    /** Returns when as many queries sleep inside the database. */
    private static void awaitSleeping(DatabaseUrl url, int queries) {
        await().atMost(WAIT_MAX)
                .until(() ->
                        count(url, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == queries);
    }

    private static long count(DatabaseUrl url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), "");
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
