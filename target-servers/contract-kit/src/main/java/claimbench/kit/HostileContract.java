package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.HostileRequest.Fate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes sent by somebody who means harm, or by a client that is broken: never a hang, never a fault of the server, never
 * a word of its inside, never a second request made out of one, and the next good request is answered.
 */
@Facet("hostile HTTP")
interface HostileContract extends TargetUnderTest {

    @ParameterizedTest
    @EnumSource
    default void hostileBytesAreRefusedAndDisturbNobody(HostileRequest hostile) throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(hostile.bytes());
            if (hostile.fate() == Fate.TAKEN) {
                assertThat(connection.read().body()).isEqualTo("Hello, World!");
            } else {
                // Half a request may be waited for; so no more is promised.
                connection.closeOutputIfOpen();
                List<RawResponse> responses = connection.readAllToEnd();
                responses.forEach(HostileContract::assertHarmless);
                assertThat(responses.stream().filter(response -> response.status() < 300))
                        .as("requests that were carried out")
                        .hasSizeLessThanOrEqualTo(hostile.fate() == Fate.REFUSED ? 0 : 1);
            }
        }
        assertThat(get("/plaintext").body()).as("the next good request").isEqualTo("Hello, World!");
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "TOO_LONG", "SMUGGLING"})
    default void goodRequestsBeforeABadOneAreAnsweredFirst(Bad bad) throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(RawConnection.get("/wait?ms=20")
                    + RawConnection.get("/plaintext")
                    + bad.bytes
                    + RawConnection.get("/about"));
            assertThat(connection.read().body()).isEqualTo("{\"waitedMs\":20}");
            assertThat(connection.read().body()).isEqualTo("Hello, World!");
            List<RawResponse> rest = connection.readAllToEnd();
            assertThat(rest)
                    .as("answers to the bad request and to what follows it")
                    .hasSizeLessThanOrEqualTo(1);
            rest.forEach(HostileContract::assertHarmless);
        }
    }

    /** What stands behind good requests. */
    enum Bad {
        GARBAGE("\u0001\u0002\u0003\r\n\r\n"),
        TOO_LONG(RawConnection.request("GET", "/plaintext", "A: " + "x".repeat(9_000))),
        SMUGGLING(HostileRequest.LENGTH_AND_CHUNKS.bytes());

        private final String bytes;

        Bad(String bytes) {
            this.bytes = bytes;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plaintext", "/wait?ms=100", "/cpu?tasks=2&units=1&mode=serial", "/nothing"})
    default void clientThatSendsNoMoreIsAnswered(String target) throws IOException {
        RawResponse usual = get(target);
        String expected = usual.body().replaceAll("elapsedNanos.*", "");
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.get(target));
            connection.closeOutput();
            RawResponse response = connection.read();
            assertThat(response.status()).isEqualTo(usual.status());
            assertThat(response.body())
                    .as("the answer to a client that has closed its output")
                    .startsWith(expected);
            assertThat(connection.isClosedByServer())
                    .as("whether the server ends the connection too")
                    .isTrue();
        }
    }

    @Test
    default void requestThatBreaksOffEndsTheConnection() throws IOException {
        for (String half : List.of(
                "G",
                "GET /plaintext HTTP/1.1\r\n",
                "GET /plaintext HTTP/1.1\r\nHost: target\r\n",
                RawConnection.request("POST", NewUserContract.AWAITED, "Content-Length: 10") + "{",
                RawConnection.request("POST", NewUserContract.AWAITED, "Transfer-Encoding: chunked") + "5\r\nhel")) {
            try (RawConnection connection = connect()) {
                connection.send(half);
                connection.closeOutput();
                List<RawResponse> responses = connection.readAllToEnd();
                assertThat(responses).hasSizeLessThanOrEqualTo(1);
                responses.forEach(HostileContract::assertHarmless);
                assertThat(responses)
                        .as("half a request is not carried out")
                        .allMatch(response -> response.status() >= 400);
            }
        }
    }

    @Test
    default void http10ConnectionIsKeptOnlyWhereBothSaySo() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /plaintext HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            RawResponse response = connection.read();
            assertThat(response.body()).isEqualTo("Hello, World!");
            if (response.header("Connection").equalsIgnoreCase("keep-alive")) {
                connection.send("GET /plaintext HTTP/1.0\r\n\r\n");
                assertThat(connection.read().body()).isEqualTo("Hello, World!");
            }
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plaintext",
                "/wait?ms=1",
                "/fanout?calls=2&mode=serial&ms=0",
                "/users/1",
                "/users/0",
                "/profile/1?mode=concurrent&db-ms=0&api-ms=0",
                "/answer?tokens=2&gap-ms=0&mode=whole",
                "/deadline?timeout-ms=9999&ms=0",
                "/retry?failures=1&attempts=3",
                "/cpu?tasks=1&units=1&mode=parallel",
                "/mixed?tasks=1&total-ms=1&io-share=1&mode=concurrent",
                "/block?ms=0&where=pool",
                "/health",
                "/about",
                "/metrics"
            })
    default void headOfEveryRouteIsThatOfItsAnswerWithoutBody(String target) throws IOException {
        try (RawConnection connection = connect()) {
            RawResponse get = connection.exchange(target);
            connection.send(RawConnection.request("HEAD", target));
            RawResponse head = connection.readHead();
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(connection.exchange("/plaintext").body())
                    .as("no byte of a body follows the head")
                    .isEqualTo("Hello, World!");
        }
    }

    /** The form of whatever is said to somebody who means harm. */
    static void assertHarmless(RawResponse response) {
        assertThat(response.body())
                .as("what a stranger is told of the server's inside")
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("at claimbench.")
                .doesNotContain("at java.");
        assertThat(response.body())
                .as("the answer to a request that was smuggled in")
                .doesNotContain(HostileRequest.Smuggled.SIGN);
        if (response.status() >= 500) {
            assertThat(response.status())
                    .as("what the server may say it does not implement")
                    .isIn(501, 505);
        }
        if (response.status() >= 400) {
            assertThat(response.header("Content-Type"))
                    .as("a refusal is a problem as RFC 9457 has it")
                    .isEqualTo("application/problem+json");
        }
    }
}
