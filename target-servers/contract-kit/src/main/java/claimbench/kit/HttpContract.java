package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.HttpLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as a well-behaved client speaks it. */
@Facet("HTTP")
interface HttpContract extends TargetUnderTest {
    String HELLO = "Hello, World!";

    @Test
    default void connectionIsKeptForManyRequests() throws IOException {
        try (RawConnection connection = connect()) {
            for (int request = 0; request < 100; request++) {
                assertThat(connection.exchange("/plaintext").body()).isEqualTo(HELLO);
            }
        }
    }

    @Test
    default void answersSayHowLongTheyAre() throws IOException {
        RawResponse response = get("/plaintext");
        assertThat(response.version()).isEqualTo("HTTP/1.1");
        assertThat(response.header("Content-Length"))
                .as("a body whose length is known is not sent in chunks")
                .isEqualTo(Integer.toString(HELLO.length()));
    }

    @Test
    default void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/wait?ms=40")
                    + RawConnection.get("/plaintext")
                    + RawConnection.get("/nothing")
                    + RawConnection.get("/wait?ms=1")
                    + RawConnection.get("/cpu?tasks=2&units=1&mode=parallel")
                    + RawConnection.get("/health"));
            assertThat(connection.read().body())
                    .as("a slow request is answered before the fast one that was sent after it")
                    .isEqualTo("{\"waitedMs\":40}");
            assertThat(connection.read().body()).isEqualTo(HELLO);
            assertProblem(connection.read(), 404);
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":1}");
            assertThat(connection.read().body()).startsWith("{\"checksum\":");
            assertThat(connection.read().body()).isEqualTo("{\"status\":\"ready\"}");
        }
    }

    @Test
    default void pipelinedRequestsBeforeTheLastOneOfAConnectionAreAllAnswered() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/wait?ms=20")
                    + RawConnection.get("/plaintext")
                    + RawConnection.request("GET", "/wait?ms=1", "Connection: close")
                    + RawConnection.get("/health"));
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":20}");
            assertThat(connection.read().body()).isEqualTo(HELLO);
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":1}");
            assertThat(connection.isClosedByServer())
                    .as("what is sent after the last request is not answered")
                    .isTrue();
        }
    }

    @Test
    default void hundredPipelinedRequestsAreAllAnswered() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/plaintext").repeat(100));
            for (int request = 0; request < 100; request++) {
                assertThat(connection.read().body()).isEqualTo(HELLO);
            }
        }
    }

    @Test
    default void requestMayBeSplitAtEveryByte() throws IOException {
        String first = RawConnection.request("GET", "/wait?ms=0", "Content-Length: 3") + "abc";
        String both = first + RawConnection.get("/plaintext");
        try (RawConnection connection = connect();
                RawConnection other = connect()) {
            for (int split = 1; split < both.length(); split++) {
                connection.send(both.substring(0, split));
                // While the other connection is served, the server has had time to read the first part.
                assertThat(other.exchange("/plaintext").body()).isEqualTo(HELLO);
                connection.send(both.substring(split));
                assertThat(connection.read().body())
                        .as("split after byte %d", split)
                        .isEqualTo("{\"waitedMs\":0}");
                assertThat(connection.read().body())
                        .as("split after byte %d", split)
                        .isEqualTo(HELLO);
            }
        }
    }

    @Test
    default void requestMayComeByteByByte() throws IOException {
        try (RawConnection connection = connect()) {
            for (char octet : RawConnection.get("/wait?ms=1").toCharArray()) {
                connection.send(String.valueOf(octet));
            }
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plaintext", "/wait?ms=1", "/cpu?tasks=1&units=1&mode=serial", "/health", "/nothing"})
    default void headIsAnsweredAsGetButWithoutBody(String target) throws IOException {
        try (RawConnection connection = connect()) {
            RawResponse get = connection.exchange(target);
            connection.send(RawConnection.request("HEAD", target));
            RawResponse head = connection.readHead();
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length"))
                    .as("HEAD announces the length that GET would have")
                    .isNotEmpty();
            assertThat(connection.exchange("/plaintext").body())
                    .as("no byte of a body follows the head")
                    .isEqualTo(HELLO);
        }
    }

    @Test
    default void http10IsAnsweredAndTheConnectionEnds() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /plaintext HTTP/1.0\r\n\r\n");
            RawResponse response = connection.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(HELLO);
            assertThat(response.header("Transfer-Encoding"))
                    .as("HTTP/1.0 knows no chunks")
                    .isEmpty();
            assertThat(connection.isClosedByServer())
                    .as("HTTP/1.0 without keep-alive ends with its answer")
                    .isTrue();
        }
    }

    @Test
    default void connectionCloseIsHonoured() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("GET", "/wait?ms=1", "Connection: close"));
            RawResponse response = connection.read();
            assertThat(response.body()).isEqualTo("{\"waitedMs\":1}");
            assertThat(response.header("Connection"))
                    .as("the last answer says that it is the last")
                    .isEqualToIgnoringCase("close");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    default void chunkedBodyOnGetIsReadAndIgnored() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked")
                    + "5\r\nhello\r\n1A;note=x\r\nGET /health HTTP/1.1\r\n1234\r\n0\r\nTrailer: x\r\n\r\n"
                    + RawConnection.get("/wait?ms=0"));
            assertThat(connection.read().body()).isEqualTo(HELLO);
            assertThat(connection.read().body())
                    .as("the next request begins where the last chunk ended")
                    .isEqualTo("{\"waitedMs\":0}");
        }
    }

    @Test
    default void bodyOfTheLimitIsReadAndIgnored() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(
                    RawConnection.request("GET", "/plaintext", "Content-Length: " + HttpLimits.DEFAULT.bodyBytesMax())
                            + "x".repeat(HttpLimits.DEFAULT.bodyBytesMax()));
            assertThat(connection.read().body()).isEqualTo(HELLO);
            assertThat(connection.exchange("/wait?ms=0").body()).isEqualTo("{\"waitedMs\":0}");
        }
    }

    @Test
    default void expectationIsAnsweredBeforeTheBodyIsSent() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("GET", "/wait?ms=0", "Content-Length: 5", "Expect: 100-continue"));
            assertThat(connection.read().status())
                    .as("a client that expects 100 must be told to go on")
                    .isEqualTo(100);
            connection.send("hello");
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":0}");
            assertThat(connection.exchange("/plaintext").body()).isEqualTo(HELLO);
        }
    }

    @Test
    default void targetMayBeInAbsoluteForm() throws IOException {
        assertThat(get("http://target/wait?ms=0").body())
                .as("RFC 9112 3.2.2: a server must accept the absolute form")
                .isEqualTo("{\"waitedMs\":0}");
    }

    @Test
    default void headWithinTheLimitIsTaken() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("GET", "/plaintext", "X-Filler: " + "x".repeat(6_000)));
            assertThat(connection.read().body()).isEqualTo(HELLO);
        }
    }

    @Test
    default void twoHundredConnectionsWaitAtTheSameTime() throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                connections.add(connect());
            }
            for (RawConnection connection : connections) {
                connection.send(RawConnection.get("/wait?ms=100"));
            }
            for (RawConnection connection : connections) {
                assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":100}");
            }
            for (RawConnection connection : connections) {
                assertThat(connection.exchange("/plaintext").body()).isEqualTo(HELLO);
            }
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    default void clientThatLeavesEarlyDisturbsNobody() throws IOException {
        double before = gauge("http_server_requests_active");
        for (int client = 0; client < 20; client++) {
            try (RawConnection connection = connect()) {
                connection.send(RawConnection.get("/wait?ms=5"));
            }
            try (RawConnection connection = connect()) {
                connection.send("GET /wai");
            }
        }
        assertThat(get("/wait?ms=6").body()).isEqualTo("{\"waitedMs\":6}");
        await().atMost(Patience.beyondSlowClients())
                .untilAsserted(() -> assertThat(gauge("http_server_requests_active"))
                        .as("requests of clients that have left do not stay under way")
                        .isLessThanOrEqualTo(before));
    }
}
