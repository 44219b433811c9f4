package claimbench.platformthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PlatformThreadsServerTest {
    private static final String HELD = Client.get("/fanout?calls=1&mode=serial&ms=0", "Connection: close\r\n");
    private static final String HELLO = Client.get("/plaintext", "Connection: close\r\n");

    // Overload

    @Test
    void requestBeyondPoolAndQueueGets503AndTheServerRecovers() throws Exception {
        try (var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "1", "--queue", "0");
                var holder = new Client(server.port()).send(HELD);
                Socket call = upstream.awaitCall()) {
            try (var refused = new Client(server.port()).send(HELLO)) {
                assertThat(refused.readToEnd())
                        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                        .contains("\r\nRetry-After: 1\r\n")
                        .contains("\r\nConnection: close\r\n")
                        .contains("application/problem+json")
                        .endsWith("try again later\"}");
            }
            HeldUpstream.answer(call);
            assertThat(holder.readToEnd()).startsWith("HTTP/1.1 200 ");
            assertThatServerAnswers(server);
        }
    }

    @Test
    void onlyRequestsBeyondTheQueueAreRefused() throws Exception {
        BlockingQueue<String> statuses = new LinkedBlockingQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "1", "--queue", "2");
                var holder = new Client(server.port()).send(HELD);
                Socket call = upstream.awaitCall()) {
            for (int client = 0; client < 5; client++) {
                threads.execute(() -> statuses.add(status(server)));
            }
            for (int refused = 0; refused < 3; refused++) {
                assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo("503");
            }
            assertThat(statuses).as("two requests wait in the queue").isEmpty();
            HeldUpstream.answer(call);
            for (int answered = 0; answered < 2; answered++) {
                assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo("200");
            }
            assertThat(holder.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void wholePoolIsThereBeforeTheFirstRequest() throws Exception {
        try (var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "7", "--queue", "2")) {
            assertThat(metrics(server))
                    .contains(
                            "claimbench_pool_threads{pool=\"requests\",process=\"platform-threads\",state=\"size\"} 7");
        }
    }

    @Test
    void refusedClientReadsWhyAlthoughItSentMore() throws Exception {
        try (var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "1", "--queue", "0");
                var holder = new Client(server.port()).send(HELD);
                Socket call = upstream.awaitCall()) {
            try (var refused =
                    new Client(server.port()).send(Client.get("/plaintext").repeat(1_000))) {
                assertThat(refused.readToEnd()).startsWith("HTTP/1.1 503 ").containsOnlyOnce("HTTP/1.1");
            }
            HeldUpstream.answer(call);
            assertThat(holder.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void refusalsAreCounted() throws Exception {
        try (var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "1", "--queue", "0");
                var holder = new Client(server.port()).send(HELD);
                Socket call = upstream.awaitCall()) {
            try (var refused = new Client(server.port()).send(HELLO)) {
                refused.readToEnd();
            }
            HeldUpstream.answer(call);
            holder.readToEnd();
            assertThat(metrics(server))
                    .containsPattern("http_server_requests_seconds_count\\{.*outcome=\"server_error\".*} 1\n");
        }
    }

    // The pool's threads

    @Test
    void idleConnectionsHoldNoThread() throws IOException {
        List<Client> clients = new ArrayList<>();
        try (PlatformThreadsServer server = Servers.start("--pool", "1", "--queue", "1")) {
            for (int client = 0; client < 100; client++) {
                var connected = new Client(server.port());
                clients.add(connected);
                connected.send(Client.get("/plaintext")).readUntil("Hello, World!");
            }
            for (Client client : clients) {
                client.send(Client.get("/plaintext")).readUntil("Hello, World!");
            }
            assertThat(metrics(server))
                    .contains("http_server_connections{process=\"platform-threads\"} 101")
                    .contains(
                            "claimbench_pool_threads{pool=\"requests\",process=\"platform-threads\",state=\"size\"} 1")
                    .contains(
                            "claimbench_pool_threads{pool=\"requests\",process=\"platform-threads\",state=\"active\"} 1")
                    .contains("claimbench_pool_queued{pool=\"requests\",process=\"platform-threads\"} 0");
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void requestThatComesInPartsIsFinishedByItsThread() throws IOException {
        try (PlatformThreadsServer server = Servers.start("--pool", "1", "--queue", "10");
                var client = new Client(server.port())) {
            for (char octet : (Client.get("/plaintext") + Client.get("/wait?ms=0")).toCharArray()) {
                client.send(String.valueOf(octet));
            }
            client.readUntil("Hello, World!");
            client.readUntil("{\"waitedMs\":0}");
        }
    }

    @Test
    void clientThatReadsSlowlyGetsItsAnswersWhole() throws IOException {
        int requests = 300;
        try (PlatformThreadsServer server = Servers.start();
                var client = new Client(server.port())) {
            // Far more than the sockets' buffers take, so that the server has to wait for the client.
            client.send(Client.get("/metrics").repeat(requests) + HELLO);
            assertThat(client.readToEnd().split("HTTP/1\\.1 200 OK", -1)).hasSize(requests + 2);
        }
    }

    @Test
    void clientThatLeavesWhileItsThreadWaitsFreesTheThread() throws IOException {
        try (PlatformThreadsServer server = Servers.start("--pool", "1", "--queue", "10")) {
            for (int client = 0; client < 10; client++) {
                try (var leaving = new Client(server.port())) {
                    leaving.send("GET /plain");
                }
            }
            assertThatServerAnswers(server);
        }
    }

    // The end

    @Test
    void gracefulStopFinishesWhatIsInFlightAndWhatIsQueued() throws Exception {
        try (var upstream = new HeldUpstream();
                PlatformThreadsServer server = server(upstream, "--pool", "1", "--queue", "1");
                var holder = new Client(server.port()).send(Client.get("/fanout?calls=1&mode=serial&ms=0"));
                Socket call = upstream.awaitCall();
                var queued = new Client(server.port()).send(Client.get("/plaintext"))) {
            await().until(() -> server.queued() == 1);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            await().until(() -> isRefused(server));
            HeldUpstream.answer(call);
            assertThat(holder.readToEnd()).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
            assertThat(queued.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("Hello, World!");
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void stopEndsIdleAndRefusedConnections() throws IOException {
        try (PlatformThreadsServer server = Servers.start();
                var idle = new Client(server.port());
                var refused = new Client(server.port())) {
            idle.send(Client.get("/plaintext")).readUntil("Hello, World!");
            refused.send("BAD\r\n\r\n").readUntil("}");
            Runnable stop = server::close;
            stop.run();
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(refused.readToEnd()).isEmpty();
        }
    }

    // The start

    @Test
    void portInUseIsSaid() throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> Servers.start("--port", Integer.toString(taken.getLocalPort())));
        }
    }

    @Test
    void unknownHostIsSaid() {
        assertThatIOException()
                .isThrownBy(() -> Servers.start("--host", "no.such.host.invalid"))
                .withMessage("unknown host");
    }

    @ParameterizedTest
    @CsvSource({
        "--pool,0,--pool must be a whole number from 1 to 10000",
        "--pool,10001,--pool must be a whole number from 1 to 10000",
        "--queue,-1,--queue must be a whole number from 0 to 100000",
        "--queue,100001,--queue must be a whole number from 0 to 100000",
        "--upstream,http://h:1/path,--upstream must be http://HOST:PORT",
    })
    void optionOutOfBoundsIsRefused(String option, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Servers.options(option, value))
                .withMessageStartingWith(message);
    }

    private static PlatformThreadsServer server(HeldUpstream upstream, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--upstream", upstream.base().toString()));
        all.addAll(List.of(args));
        return Servers.start(all.toArray(String[]::new));
    }

    /** The status that a client gets, or what went wrong. */
    private static String status(PlatformThreadsServer server) {
        try (var client = new Client(server.port()).send(HELLO)) {
            return client.readToEnd().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void assertThatServerAnswers(PlatformThreadsServer server) {
        // The thread that has just answered may not be free yet.
        await().untilAsserted(() -> {
            try (var client = new Client(server.port()).send(HELLO)) {
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("Hello, World!");
            }
        });
    }

    private static String metrics(PlatformThreadsServer server) {
        return await().until(
                        () -> {
                            try (var client =
                                    new Client(server.port()).send(Client.get("/metrics", "Connection: close\r\n"))) {
                                return client.readToEnd();
                            }
                        },
                        answer -> answer.startsWith("HTTP/1.1 200 "));
    }

    private static boolean isRefused(PlatformThreadsServer server) {
        try {
            new Client(server.port()).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
