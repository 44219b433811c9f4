package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScraperTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

    @Test
    void processIsAskedAtOnceAndAgainAndHandsOnWhatItSays() throws Exception {
        var asked = new AtomicInteger();
        try (var server = new Server(exchange -> "up " + asked.incrementAndGet() + "\n", 200);
                var _ = scraper(server.address())) {
            assertThat(next()).isEqualTo("up 1\n");
            assertThat(next()).isEqualTo("up 2\n");
        }
    }

    @Test
    void answerOfAnotherStatusIsNone() throws Exception {
        var asked = new CountDownLatch(2);
        try (var server = new Server(
                        exchange -> {
                            asked.countDown();
                            return "busy";
                        },
                        503);
                var _ = scraper(server.address())) {
            assertThat(asked.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answers).isEmpty();
    }

    @Test
    void scraperEndsWhileAProcessThatIsSilentIsAsked() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Scraper scraper = scraper(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
            try (Socket asked = silent.accept()) {
                scraper.close();
                assertThat(asked.isClosed()).isFalse();
            }
        }
        assertThat(answers).isEmpty();
    }

    @Test
    void processThatHasGoneIsAskedAgain() throws Exception {
        var asked = new CountDownLatch(3);
        try (var _ = new Scraper(
                "test",
                0,
                () -> {
                    asked.countDown();
                    throw new IOException("gone");
                },
                (epochMillis, took, text) -> {})) {
            assertThat(asked.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"5000,0,1000", "5001,0,999", "5500,230,730", "5229,230,1001", "5900,0,1100", "4999,0,1001"})
    void nextTimeIsAtTheSameMomentOfASecondAndNotAtOnce(long now, long offset, long wait) {
        assertThat(Scraper.untilNext(now, offset)).isEqualTo(wait);
    }

    private Scraper scraper(URI process) {
        return new Scraper(
                "test",
                0,
                Scraper.over(process),
                (epochMillis, took, text) -> answers.add(new String(text, StandardCharsets.UTF_8)));
    }

    private String next() throws InterruptedException {
        String answer = answers.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
        return answer == null ? "nothing" : answer;
    }

    private interface Text {
        String of(String request);
    }

    private static final class Server implements AutoCloseable {
        private final HttpServer server;

        Server(Text text, int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/metrics", exchange -> {
                try (exchange) {
                    byte[] body = text.of(exchange.getRequestMethod()).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
