package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.HttpLimits;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that are not HTTP, or too many of them: refused with a problem, and never taken for a further request. After
 * bytes that make no sense nobody can say where the next request begins, so the connection ends.
 */
@Facet("refusals")
interface HttpRefusalContract extends TargetUnderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /plaintext\r\nHost: target\r\n\r\n",
                "GET /plaintext HTTP/x.y\r\nHost: target\r\n\r\n",
                "GET /plaintext FTP/1.1\r\nHost: target\r\n\r\n",
                "G@T /plaintext HTTP/1.1\r\nHost: target\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    default void badRequestLineIsRefusedAndTheConnectionEnds(String bytes) throws IOException {
        assertRefused(bytes, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No colon",
                ": no name",
                "Bad name: x",
                "Space-before-colon : x",
                "Zero: a\u0000b",
                "Content-Length: x",
                "Content-Length: -1",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 99999999999999999999",
            })
    default void badHeaderIsRefusedAndTheConnectionEnds(String header) throws IOException {
        assertRefused(RawConnection.request("GET", "/plaintext", header), 400);
    }

    @Test
    default void http11WithoutHostIsRefused() throws IOException {
        assertRefused("GET /plaintext HTTP/1.1\r\n\r\n", 400);
    }

    @Test
    default void unknownVersionIsRefused() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /plaintext HTTP/7.7\r\nHost: target\r\n\r\n");
            RawResponse response = connection.read();
            assertThat(response.status()).isIn(400, 505);
            assertProblem(response, response.status());
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    default void oversizedHeadIsRefused() throws IOException {
        assertRefused(RawConnection.request("GET", "/plaintext", "X-Filler: " + "x".repeat(9_000)), 431);
    }

    @Test
    default void manySmallHeadersThatAreTooLargeTogetherAreRefused() throws IOException {
        String headers = "X-Filler: 0123456789\r\n".repeat(500).stripTrailing();
        assertRefused(RawConnection.request("GET", "/plaintext", headers), 431);
    }

    @Test
    default void oversizedTargetIsRefused() throws IOException {
        assertRefused(RawConnection.get("/wait?ms=" + "1".repeat(9_000)), 414);
    }

    @Test
    default void headThatNeverEndsIsRefused() throws IOException {
        assertRefused("GET /plaintext HTTP/1.1\r\nX-Filler: " + "x".repeat(100_000), 431);
    }

    @Test
    default void oversizedBodyIsRefused() throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(RawConnection.request(
                            "GET", "/plaintext", "Content-Length: " + (HttpLimits.DEFAULT.bodyBytesMax() + 1))
                    + "x".repeat(HttpLimits.DEFAULT.bodyBytesMax() + 1));
            assertProblem(connection.read(), 413);
        }
    }

    @Test
    default void oversizedBodyInChunksIsRefused() throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked")
                    + ("1000\r\n" + "x".repeat(4_096) + "\r\n").repeat(17)
                    + "0\r\n\r\n");
            assertProblem(connection.read(), 413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z\r\nhello\r\n0\r\n\r\n", "-1\r\nhello\r\n0\r\n\r\n", "\r\n\r\n"})
    default void badChunkIsRefused(String body) throws IOException {
        assertRefused(RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked") + body, 400);
    }

    @Test
    default void lengthTogetherWithChunksIsRefusedAndNothingIsSmuggled() throws IOException {
        String smuggled = RawConnection.get("/about");
        assertRefused(
                RawConnection.request("GET", "/plaintext", "Content-Length: 4", "Transfer-Encoding: chunked")
                        + "0\r\n\r\n" + smuggled,
                400);
        assertRefused(
                RawConnection.request(
                                "GET",
                                "/plaintext",
                                "Transfer-Encoding: chunked",
                                "Content-Length: " + (5 + smuggled.length()))
                        + "0\r\n\r\n" + smuggled,
                400);
    }

    @Test
    default void refusalComesInTurnAfterTheAnswersOfEarlierRequests() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get("/wait?ms=30") + RawConnection.get("/plaintext") + "GARBAGE\r\n\r\n");
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":30}");
            assertThat(connection.read().body()).isEqualTo("Hello, World!");
            assertProblem(connection.read(), 400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    default void refusalDisturbsNoOtherConnection() throws IOException {
        try (RawConnection good = connect();
                RawConnection bad = connect()) {
            good.send(RawConnection.get("/wait?ms=20"));
            bad.send("GARBAGE\r\n\r\n");
            assertProblem(bad.read(), 400);
            assertThat(good.read().body()).isEqualTo("{\"waitedMs\":20}");
        }
    }

    private void assertRefused(String bytes, int status) throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(bytes);
            assertProblem(connection.read(), status);
            assertThat(connection.isClosedByServer())
                    .as("the connection must end after %d, with no second answer", status)
                    .isTrue();
        }
        assertThat(get("/plaintext").status()).as("the server stays up").isEqualTo(200);
    }
}
