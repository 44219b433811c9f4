package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.harness.result.PlannedTrial;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers, some of them broken: what one does must not keep the others' meters from being seen. */
class MetricsRelayTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nup 1\n";

    private final List<PlannedTrial> trials = RunnerTest.plan(
                    1, DummyPrograms.target("honest"), DummyPrograms.target("stall"))
            .trials();
    private final PlannedTrial first = trials.getFirst();
    private final PlannedTrial second = trials.getLast();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final LatestScrape latest = new LatestScrape(nanos::get);
    private final MetricsRelay relay = new MetricsRelay("mine");
    private URI address = URI.create("http://127.0.0.1");

    @BeforeEach
    void listen() throws IOException {
        address = relay.listen();
    }

    @AfterEach
    void endAll() throws Exception {
        relay.close();
        client.shutdownNow();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void whileNothingRunsThereIsNothing() throws Exception {
        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void metersOfAllProcessesAreGivenWithTheLabelsOfTheirTrial() throws Exception {
        URI target = meters("# TYPE up_seconds gauge\nup_seconds{process=\"reactive\"} 5.0\n");
        URI generator = meters("# TYPE up_seconds gauge\nup_seconds{process=\"generator\"} 7.0\n");
        add(first, "target", target);
        add(second, "generator", generator.resolve("/metrics"));

        HttpResponse<String> response = get("/metrics");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).isEqualTo("""
                # TYPE up_seconds gauge
                up_seconds{process="reactive",run="mine",trial="001-%s-r1",experiment="in-flight",scenario="%s",target="honest",role="target",instance="%s"} 5.0
                up_seconds{process="generator",run="mine",trial="002-%s-r1",experiment="in-flight",scenario="%s",target="stall",role="generator",instance="%s"} 7.0
                """.formatted(
                        first.condition().id(),
                        first.condition().scenario(),
                        target.getAuthority(),
                        second.condition().id(),
                        second.condition().scenario(),
                        generator.getAuthority()));
        assertThat(accepted).containsExactly("text/plain; version=0.0.4", "text/plain; version=0.0.4");
    }

    @Test
    void processesOfATrialThatHasEndedAreNotAsked() throws Exception {
        add(first, "target", meters("first 1\n"));
        add(second, "target", meters("second 2\n"));

        relay.remove(first);

        assertThat(get("/metrics").body()).startsWith("second{").doesNotContain("first");
        assertThat(accepted).hasSize(1);
    }

    @Test
    void nobodyIsAskedUntilSomebodyAsks() throws Exception {
        add(first, "target", meters("up 1\n"));
        assertThat(accepted).isEmpty();

        get("/metrics");
        assertThat(accepted).hasSize(1);
    }

    @Test
    void processThatIsRecordedIsNotAskedAndItsLatestAnswerIsGiven() throws Exception {
        relay.add(first, "target", meters("up 1\n"), latest);

        latest.said(bytes("up 2\n"));
        assertThat(get("/metrics").body()).startsWith("up{run=\"mine\",").endsWith("} 2\n");

        latest.said(bytes("up 3\n"));
        assertThat(get("/metrics").body()).startsWith("up{run=\"mine\",").endsWith("} 3\n");
        assertThat(accepted).isEmpty();
    }

    @Test
    void processThatHasNotToldTheRecorderOfLateIsLeftOut() throws Exception {
        URI process = meters("up 1\n");
        relay.add(first, "target", process, latest);
        String leftOut =
                "# left out: " + process.getAuthority() + ": java.io.IOException: silent for the last 2000 ms\n";
        assertThat(get("/metrics").body()).isEqualTo(leftOut);

        latest.said(bytes("up 2\n"));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(get("/metrics").body()).startsWith("up{");

        nanos.incrementAndGet();
        assertThat(get("/metrics").body()).isEqualTo(leftOut);
        assertThat(accepted).isEmpty();
    }

    @Test
    void processThatTellsTheRecorderSomethingElseIsLeftOut() throws Exception {
        relay.add(first, "target", meters("up 1\n"), latest);
        latest.said(bytes("<html>\n"));

        assertThat(get("/metrics").body())
                .startsWith("# left out: ")
                .endsWith(": java.text.ParseException: line 1 is not a meter's\n");
    }

    @Test
    void processThatHangsIsLeftOut() throws Exception {
        var silent = opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));

        assertIsLeftOut(at(silent.getLocalPort()), "no answer within 500 ms");
    }

    @Test
    void processThatHangsInTheMiddleOfItsAnswerIsLeftOutAndLetGo() throws Exception {
        var readToTheEnd = new CompletableFuture<Boolean>();
        URI process = socket(socket -> {
            socket.getOutputStream().write(BEGUN.getBytes(StandardCharsets.US_ASCII));
            readToTheEnd.complete(readAll(socket));
        });

        assertIsLeftOut(process, "no answer within 500 ms");

        assertThat(readToTheEnd).succeedsWithin(BOUND);
    }

    @Test
    void processThatIsGoneInTheMiddleOfItsAnswerIsLeftOut() throws Exception {
        URI process = socket(socket -> socket.getOutputStream().write(BEGUN.getBytes(StandardCharsets.US_ASCII)));

        assertIsLeftOut(process, "java.io.IOException: ");
    }

    @Test
    void processThatHasGoneIsLeftOut() throws Exception {
        assertIsLeftOut(at(FreePort.find()), "java.net.ConnectException");
    }

    @Test
    void processThatSpeaksNoHttpIsLeftOut() throws Exception {
        URI process = socket(socket ->
                socket.getOutputStream().write("220 mail.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertIsLeftOut(process, "java.io.IOException: ");
    }

    @Test
    void processThatAnswersSomethingElseIsLeftOut() throws Exception {
        assertIsLeftOut(meters("<html>\n<p>hello</p>\n</html>"), "java.text.ParseException: line 1 is not a meter's");
    }

    @Test
    void processWithoutMetersIsLeftOut() throws Exception {
        URI process = serve(exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertIsLeftOut(process, "java.io.FileNotFoundException: ");
    }

    @Test
    void processThatSendsUsElsewhereIsLeftOut() throws Exception {
        URI elsewhere = meters("up 1\n").resolve("/metrics");
        URI process = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertIsLeftOut(process, "java.io.IOException: no meters");
    }

    @Test
    void answerWithoutAnEndIsLeftOut() throws Exception {
        byte[] lines = "up 1\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        URI process = serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(lines);
            }
        });

        assertIsLeftOut(process, "");
    }

    @Test
    void noOtherMachineCanAsk() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(own -> !own.equals(InetAddress.ofLiteral("127.0.0.1")))
                .toList();

        for (InetAddress other : others) {
            assertThatExceptionOfType(IOException.class)
                    .as(other.toString())
                    .isThrownBy(() -> new Socket(other, address.getPort()).close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metricsx", "/metrics/more"})
    void thereIsNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address.resolve("/metrics"))
                        .POST(HttpRequest.BodyPublishers.ofString("up 1"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void onlookerWhoGoesAwayHarmsNobody() throws Exception {
        var silent = opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        add(first, "target", at(silent.getLocalPort()));
        try (var onlooker = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            onlooker.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            opened(silent.accept());
        }
        relay.remove(first);
        add(second, "target", meters("up 1\n"));

        assertThat(get("/metrics").body()).startsWith("up{");
    }

    @Test
    void closedRelayIsGoneEvenWhileItIsAsked() throws Exception {
        var silent = opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        add(first, "target", at(silent.getLocalPort()));
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request("/metrics"), HttpResponse.BodyHandlers.ofString());
        Socket asked = opened(silent.accept());

        relay.close();

        assertThat(waiting).failsWithin(BOUND);
        assertThat(readAll(asked)).isTrue();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get("/metrics"));
    }

    /** Another process, asked at the same time, is not. */
    private void assertIsLeftOut(URI process, String reason) throws Exception {
        add(first, "target", process);
        add(first, "target", meters("sound 1\n"));

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines().toList()).hasSize(2).satisfies(lines -> {
            assertThat(lines.getFirst()).startsWith("sound{");
            assertThat(lines.getLast()).startsWith("# left out: " + process.getAuthority() + ": " + reason);
        });
    }

    /** As where nothing is recorded. */
    private void add(PlannedTrial trial, String role, URI process) {
        relay.add(trial, role, process, Scraper.over(process));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(BOUND).build();
    }

    // Processes

    private URI meters(String text) throws IOException {
        return serve(exchange -> {
            accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private URI serve(HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/metrics", handler);
        server.start();
        opened.add(() -> server.stop(0));
        return at(server.getAddress().getPort());
    }

    private interface Answer {
        void to(Socket socket) throws IOException;
    }

    /** Answers one request with whatever bytes, and then is gone. */
    private URI socket(Answer answer) throws IOException {
        var server = opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                // Bytes that are not read make the end a reset, which may overtake the answer.
                int _ = socket.getInputStream().read(new byte[10_000]);
                answer.to(socket);
            } catch (IOException e) {
                // The test has ended.
            }
        });
        return at(server.getLocalPort());
    }

    private static boolean readAll(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Reset: the same as the end.
        }
        return true;
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
