package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.performance.LoadClient.Stage;
import claimbench.harness.performance.Outcomes.Kind;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against real sockets; what the server does is decided by the path. */
@Timeout(60)
class LoadClientTest {
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final byte[] TOKEN = "data: x\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final LoadClient.Listener NOBODY = new LoadClient.Listener() {};

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;
    private URI url;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.createContext("/good", exchange -> answer(exchange, 200, "right"));
        server.createContext("/wrong", exchange -> answer(exchange, 200, "left"));
        server.createContext("/full", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 503, "full");
        });
        server.createContext("/rude", exchange -> answer(exchange, 503, "full"));
        server.createContext("/broken", HttpExchange::close);
        server.createContext("/mute", _ -> await(released));
        server.start();
    }

    @AfterEach
    void end() {
        released.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void everyAnswerIsLookedAt() throws Exception {
        List<String> paths = List.of("/good", "/wrong", "/full", "/rude", "/broken");
        try (var client = client(number -> new Ask(paths.get(number), "right"), 10, DRAIN)) {
            Outcomes outcomes = client.open(List.of(new Stage(1_000, Duration.ofMillis(paths.size()))));

            assertThat(outcomes.all().mapToObj(outcomes::kind))
                    .containsExactly(Kind.SUCCESS, Kind.WRONG, Kind.REFUSED, Kind.WRONG, Kind.BROKEN);
            assertThat(outcomes.errors()).isEqualTo(3);
        }
    }

    @Test
    void requestWithoutAnswerIsNoneWhenPatienceEnds() throws Exception {
        try (var client = client(_ -> new Ask("/mute", ""), 2, Duration.ofMillis(300))) {
            Outcomes outcomes = client.open(List.of(new Stage(1_000, Duration.ofMillis(3))));

            // Two that were sent, and one that waited for a connection.
            assertThat(outcomes.count(Kind.UNANSWERED)).isEqualTo(3);
            assertThat(client.inFlightMax()).isEqualTo(2);
        }
    }

    @Test
    void serverThatIsNotThereBreaksEachRequest() throws Exception {
        server.stop(0);
        try (var client = client(_ -> new Ask("/good", "right"), 4, DRAIN)) {
            assertThat(client.open(List.of(new Stage(1_000, Duration.ofMillis(20))))
                            .count(Kind.BROKEN))
                    .isEqualTo(20);
            assertThat(client.closed(4, Duration.ofMillis(100)).count(Kind.BROKEN))
                    .isEqualTo(4);
        }
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() throws Exception {
        try (var client = client(_ -> new Ask("/good", "right"), 1, DRAIN)) {
            long late = TimeUnit.SECONDS.toNanos(5);
            Outcomes outcomes = client.open(System.nanoTime() - late, List.of(new Stage(1_000, Duration.ofMillis(10))));

            assertThat(outcomes.count(Kind.SUCCESS)).isEqualTo(10);
            assertThat(outcomes.latenciesNanos(outcomes.all())[0])
                    .isGreaterThan(late - TimeUnit.MILLISECONDS.toNanos(10));
            assertThat(client.lag().getMinValue()).isGreaterThan(TimeUnit.SECONDS.toNanos(4));
        }
    }

    @Test
    void usersOfAClosedLoadAreThereAtTheSameTimeAndKeepTheirConnections() throws Exception {
        var three = new CountDownLatch(3);
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        server.createContext("/together", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            // With fewer than three at once, none would ever be answered.
            three.countDown();
            await(three);
            answer(exchange, 200, "right");
        });
        try (var client = client(_ -> new Ask("/together", "right"), 10, DRAIN)) {
            Outcomes outcomes = client.closed(3, Duration.ofMillis(300));

            assertThat(outcomes.count(Kind.SUCCESS)).isEqualTo(outcomes.count()).isGreaterThanOrEqualTo(3);
            assertThat(client.inFlightMax()).isEqualTo(3);
            assertThat(ports).hasSize(3);
        }
    }

    @Test
    void streamsThatAreOpenAtOnceAreCountedAndTheirGapsMeasured() throws Exception {
        var seen = new CountDownLatch(2);
        server.createContext("/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(TOKEN);
            exchange.getResponseBody().flush();
            await(seen);
            exchange.getResponseBody().write(TOKEN);
            exchange.close();
        });
        var streams = new OpenStreams(2);
        var listener = new LoadClient.Listener() {
            @Override
            public void began(int number, long nanos) {
                streams.began(number, nanos);
                seen.countDown();
            }

            @Override
            public void next(int number, long lastNanos, long nanos) {
                streams.next(number, lastNanos, nanos);
            }

            @Override
            public void ended(int number, long nanos) {
                streams.ended(number, nanos);
            }
        };
        try (var client = new LoadClient(url, _ -> new Ask("/stream", "data: x\n\ndata: x\n\n"), 2, DRAIN, listener)) {
            Outcomes outcomes = client.open(List.of(new Stage(1_000, Duration.ofMillis(2))));

            assertThat(outcomes.count(Kind.SUCCESS)).isEqualTo(2);
            assertThat(streams.openMax()).isEqualTo(2);
            // The other's second token may have come when the first one had ended.
            assertThat(streams.gaps().getTotalCount()).isBetween(1L, 2L);
            assertThat(streams.longestGapNanos()).isPresent();
        }
    }

    private LoadClient client(IntFunction<Ask> asks, int connectionsMax, Duration drain) throws IOException {
        return new LoadClient(url, asks, connectionsMax, drain, NOBODY);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
