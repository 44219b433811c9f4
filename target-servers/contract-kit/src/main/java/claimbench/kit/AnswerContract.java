package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import claimbench.contract.TokensRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /answer}: a stream of tokens, relayed as it comes, as quickly as the client takes it, and no longer than it stays. */
@Facet("answer")
interface AnswerContract extends TargetUnderTest {
    /** Some 64 MB: more than all the buffers of the kernel between the upstream and a client that does not read. */
    int FLOOD_TOKENS = 1_000;

    /** How long after its client has left a call of the upstream may go on. */
    long LEAVING_MILLIS_MAX = 100;

    /** Of a machine that is busy with something else. */
    int LEAVING_ATTEMPTS = 20;

    /** The upstream has been held back if it has got rid of no more so many times in a row. By looks, and not by time: a
     * machine that stands still looks once. */
    int STALLED_AFTER_LOOKS = 15;

    /** A new connection to the target, whose kernel takes little that is not read. */
    default RawConnection connectAsSlowReader() throws IOException {
        return RawConnection.ofSlowReader(targetBase());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 1_000})
    default void streamIsRelayedByteForByteAndTheConnectionSurvives(int tokens) throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            RawResponse response = connection.exchange("/answer?tokens=" + tokens + "&gap-ms=0&mode=stream");
            assertThat(response.status()).as("the status").isEqualTo(200);
            assertThat(response.header("Content-Type")).startsWith("text/event-stream");
            assertThat(response.body()).isEqualTo(stream(tokens));
            ArgumentContract.assertSurvives(connection);
        }
        assertThat(upstream().received()).containsExactly(new TokensRequest(tokens, 0).target());
    }

    @Test
    default void eachTokenIsRelayedBeforeTheUpstreamSendsTheNext() throws IOException {
        needsUpstream();
        upstream().willStep(1);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/answer?tokens=3&gap-ms=0&mode=stream"));
            assertThat(connection.readHead().status()).isEqualTo(200);
            ChunkedBody body = connection.body();
            for (int index = 0; index < 3; index++) {
                // The upstream sends no further token before this one has come here.
                assertThat(body.read(event(index).length())).isEqualTo(event(index));
                upstream().allow(1);
            }
            assertThat(new String(body.readToEnd(), StandardCharsets.UTF_8)).isEqualTo(done(3));
        }
    }

    @Test
    default void twentyStreamsAtOnceDoNotMix() throws Exception {
        needsUpstream();
        Crowd.of(20, this::connect).each((index, connection) -> {
            int tokens = 10 + index;
            assertThat(connection
                            .exchange("/answer?tokens=" + tokens + "&gap-ms=0&mode=stream")
                            .body())
                    .isEqualTo(stream(tokens));
        });
    }

    @Test
    default void requestsSentAheadAreAnsweredAfterTheStream() throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream")
                    + RawConnection.get("/plaintext")
                    + RawConnection.get("/answer?tokens=2&gap-ms=0&mode=stream"));
            assertThat(connection.read().body()).isEqualTo(stream(5));
            assertThat(connection.read().body()).isEqualTo("Hello, World!");
            assertThat(connection.read().body()).isEqualTo(stream(2));
        }
    }

    @Test
    default void clientThatLeavesEndsTheCallOfTheUpstream() throws Exception {
        needsUpstream();
        upstream().willStep(1);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
            connection.readHead();
            connection.body().read(event(0).length());
        }
        // No token is due: only the client's leaving can end the call.
        upstream().awaitNoneInFlight("the upstream's connection is closed when the client has left");
        assertThat(upstream().abandoned()).isEqualTo(1);
    }

    @Test
    default void callOfTheUpstreamEndsAtOnceWhenItsClientLeaves() throws Exception {
        needsUpstream();
        long quickestMillis = Attempts.quickestMillis(LEAVING_ATTEMPTS, LEAVING_MILLIS_MAX, () -> {
            upstream().willStep(1);
            long leftNanos;
            try (RawConnection connection = connect()) {
                connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
                connection.readHead();
                connection.body().read(event(0).length());
                leftNanos = System.nanoTime();
            }
            upstream().awaitNoneInFlight("the upstream's connection is closed when the client has left");
            return System.nanoTime() - leftNanos;
        });
        assertThat(quickestMillis)
                .as(
                        "milliseconds from the client's leaving to the end of the upstream's call, the best of %d times",
                        LEAVING_ATTEMPTS)
                .isLessThanOrEqualTo(LEAVING_MILLIS_MAX);
    }

    @Test
    default void clientThatSaysItsLastEndsTheCallOfTheUpstream() throws Exception {
        needsUpstream();
        upstream().willStep(1);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
            connection.readHead();
            connection.body().read(event(0).length());
            connection.closeOutput();
            upstream().awaitNoneInFlight("the end of a client's input during a stream counts as its leaving");
        }
    }

    @Test
    default void clientsThatLeaveAreNotLeftBehind() throws Exception {
        needsUpstream();
        double before = gauge("http_server_requests_active");
        upstream().willStep(1);
        Crowd.of(30, this::connect).each((index, connection) -> {
            connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
            connection.readHead();
            connection.body().read(event(0).length());
        });
        upstream().awaitNoneInFlight("no stream goes on for clients that have left");
        await().atMost(Patience.beyondSlowClients())
                .untilAsserted(() -> assertThat(gauge("http_server_requests_active"))
                        .as("requests under way")
                        .isLessThanOrEqualTo(before));
    }

    @Test
    default void clientThatDoesNotReadHoldsTheUpstreamBack() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.FLOOD);
        try (RawConnection connection = connectAsSlowReader()) {
            connection.send(RawConnection.get("/answer?tokens=" + FLOOD_TOKENS + "&gap-ms=0&mode=stream"));
            connection.readHead();
            ChunkedBody body = connection.body();
            assertThat(body.read(floodToken(0).length())).isEqualTo(floodToken(0));
            long held = awaitStall();
            assertThat(held / 1_000_000)
                    .as("megabytes taken from the upstream for a client that does not read")
                    .isLessThan((long) FLOOD_TOKENS * ScriptedUpstream.FLOOD_TOKEN_BYTES / 1_000_000 / 2);
            assertThat(get("/plaintext").status())
                    .as("others are served meanwhile")
                    .isEqualTo(200);
            for (int index = 1; index < FLOOD_TOKENS; index++) {
                String token = floodToken(index);
                assertThat(body.read(token.length()).equals(token))
                        .as("whether token %d comes as it was sent once the client reads on", index)
                        .isTrue();
            }
            assertThat(new String(body.readToEnd(), StandardCharsets.UTF_8)).isEqualTo(done(FLOOD_TOKENS));
        }
    }

    /** How much the upstream has got rid of when it can't get rid of more, or has no more. */
    private long awaitStall() {
        var seen = new AtomicLong(-1);
        var looks = new AtomicInteger();
        await().atMost(Patience.max()).pollInterval(Duration.ofMillis(100)).until(() -> {
            long now = upstream().streamedBytes();
            if (seen.getAndSet(now) != now) {
                looks.set(0);
            }
            return looks.incrementAndGet() > STALLED_AFTER_LOOKS || upstream().inFlight() == 0;
        });
        return upstream().streamedBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    default void streamThatBreaksOffDoesNotLookWhole(int tokens) throws IOException {
        needsUpstream();
        upstream().willBreakOffAfter(tokens);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
            assertThat(connection.readHead().status()).isEqualTo(200);
            ChunkedBody body = connection.body();
            for (int index = 0; index < tokens; index++) {
                assertThat(body.read(event(index).length())).isEqualTo(event(index));
            }
            assertThatIOException()
                    .as("the last chunk must not come, and the connection must end")
                    .isThrownBy(body::readToEnd);
        }
    }

    @ParameterizedTest
    @CsvSource({"stream,FAIL", "whole,FAIL", "stream,HANG_UP", "whole,HANG_UP", "stream,REFUSE", "whole,REFUSE"})
    default void upstreamThatFailsBeforeTheFirstTokenIsABadGateway(String mode, Behaviour behaviour)
            throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            upstream().will(behaviour);
            assertProblem(connection.exchange("/answer?tokens=5&gap-ms=0&mode=" + mode), 502);
            upstream().will(Behaviour.ANSWER);
            assertThat(connection
                            .exchange("/answer?tokens=5&gap-ms=0&mode=" + mode)
                            .status())
                    .as("the target must recover when its upstream does")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 250})
    default void wholeAnswerHasAllTokensInOneText(int tokens) throws IOException {
        needsUpstream();
        RawResponse response = get("/answer?tokens=" + tokens + "&gap-ms=0&mode=whole");
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).startsWith("{\"text\":\"" + TokensRequest.text(tokens) + "\",\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong()).isPositive();
    }

    @Test
    default void wholeAnswerOfAStreamThatComesByteByByteIsRead() throws IOException {
        needsUpstream();
        upstream().will(Behaviour.DRIP);
        assertThat(get("/answer?tokens=20&gap-ms=0&mode=whole").body())
                .startsWith("{\"text\":\"" + TokensRequest.text(20) + "\",\"elapsedNanos\":");
    }

    @ParameterizedTest
    @EnumSource(names = {"BREAK_OFF", "ANSWER_NONSENSE", "RESET", "UNAVAILABLE"})
    default void wholeAnswerOfABrokenStreamIsABadGateway(Behaviour behaviour) throws IOException {
        needsUpstream();
        if (behaviour == Behaviour.BREAK_OFF) {
            upstream().willBreakOffAfter(2);
        } else {
            upstream().will(behaviour);
        }
        assertProblem(get("/answer?tokens=5&gap-ms=0&mode=whole"), 502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "whole"})
    default void headOfAnAnswerCallsNobody(String mode) throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("HEAD", "/answer?tokens=5&gap-ms=0&mode=" + mode));
            RawResponse head = connection.readHead();
            assertThat(head.status()).isEqualTo(200);
            if (mode.equals("stream")) {
                assertThat(head.header("Content-Type")).startsWith("text/event-stream");
                assertThat(upstream().received())
                        .as("calls for tokens that nobody gets")
                        .isEmpty();
            }
            ArgumentContract.assertSurvives(connection);
        }
    }

    @Test
    default void streamToHttp10HasNoChunksAndEndsWithTheConnection() throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            connection.send("GET /answer?tokens=5&gap-ms=0&mode=stream HTTP/1.0\r\n\r\n");
            RawResponse response = connection.readHead();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Transfer-Encoding"))
                    .as("HTTP/1.0 knows no chunks")
                    .isEmpty();
            assertThat(connection.readToEnd()).isEqualTo(stream(5));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /answer?gap-ms=0&mode=stream                  | tokens | a whole number from 1 to 10000
            /answer?tokens=0&gap-ms=0&mode=stream         | tokens | a whole number from 1 to 10000
            /answer?tokens=10001&gap-ms=0&mode=whole      | tokens | a whole number from 1 to 10000
            /answer?tokens=1&mode=stream                  | gap-ms | a whole number from 0 to 60000
            /answer?tokens=1&gap-ms=60001&mode=stream     | gap-ms | a whole number from 0 to 60000
            /answer?tokens=1&gap-ms=0                     | mode   | one of stream, whole
            /answer?tokens=1&gap-ms=0&mode=serial         | mode   | one of stream, whole
            /answer?tokens=1&gap-ms=0&mode=stream&model=x | model  | allowed: tokens, gap-ms, mode
            """)
    default void badParameterOfAnAnswerIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }

    private static String stream(int tokens) {
        var stream = new StringBuilder();
        for (int index = 0; index < tokens; index++) {
            stream.append(event(index));
        }
        return stream.append(done(tokens)).toString();
    }

    private static String event(int index) {
        return new String(TokensRequest.event(index), StandardCharsets.UTF_8);
    }

    private static String done(int tokens) {
        return new String(TokensRequest.done(tokens), StandardCharsets.UTF_8);
    }

    private static String floodToken(int index) {
        return new String(ScriptedUpstream.floodToken(index), StandardCharsets.UTF_8);
    }
}
