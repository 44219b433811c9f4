package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Netty's decoder would let pass, and RFC 9112 would not, or leaves to the server. */
@Timeout(60)
class StrictnessTest {
    private static ReactiveServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Servers.start(URI.create("http://127.0.0.1:1"), Servers.NO_DATABASE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Folded: a\r\n b",
                "Folded: a\r\n\tb",
                "Return: a\rb",
                "Return: a\r\r",
                "Control: a\u0001b",
                "Delete: a\u007fb",
                "Bare: a\nSmuggled: b",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding:",
                "Content-Length: 1, 1",
                "Content-Length: 1\r\nContent-Length: 1",
                "Content-Length: +1",
                "Content-Length: 0x1",
                "Content-Length: 1 1",
                "Content-Length:",
                "Upgrade: WebSocket\r\nSec-WebSocket-Key1: x\r\nSec-WebSocket-Key2: y",
            })
    void headerThatTwoReadersMayReadInTwoWaysIsRefused(String header) throws Exception {
        assertRefused("GET /plaintext HTTP/1.1\r\nHost: target\r\n" + header + "\r\n\r\n", 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "a@b",
                "a,b:x",
                "a:b",
                "a:1:2",
                "[::1",
                "::1",
                "a:65536",
                ":80",
                "[1]",
                "a%zz",
                "a:123456",
                "a?b",
                "a#b",
                "\"a\"",
                "a\\b",
                "a\r\nHost: b"
            })
    void hostThatIsNoneIsRefused(String host) throws Exception {
        assertRefused("GET /plaintext HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:",
                "a:80",
                "127.0.0.1:65535",
                "[::1]:80",
                "a_b.c-d",
                "[::1]:",
                "a:00080",
                "a:0",
                "%41",
                ""
            })
    void hostThatIsOneIsTaken(String host) throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("GET /plaintext HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " GET /plaintext HTTP/1.1",
                "GET  /plaintext HTTP/1.1",
                "GET /plaintext  HTTP/1.1",
                "GET\t/plaintext HTTP/1.1",
                "GET\r/plaintext\rHTTP/1.1",
                "GET /plain\u0000text HTTP/1.1",
                "GET /plain\u00fctext HTTP/1.1",
                "GET /plaintext#x HTTP/1.1",
                "GET /plaintext HTTP/1.1 ",
                "GET /plaintext HTTP/1.1 x",
                "GET /plaintext HTTP/1.10",
                "GET /plaintext http/1.1",
                "GET /plaintext HTTP/2.0",
            })
    void requestLineThatIsNoneIsRefused(String line) throws Exception {
        assertRefused(line + "\r\nHost: target\r\n\r\n", 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "target:80", "http:/plaintext", "plaintext"})
    void targetThatIsNoPathIsNoRoute(String target) throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: target\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
            client.get("/plaintext");
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void headIsCountedAsAWhole() throws Exception {
        String line = "GET /plaintext?" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: target\r\n";
        assertRefused(line + "Filler: " + "x".repeat(4_000) + "\r\n\r\n", 431);
        assertRefused(line + "F: x\r\n".repeat(600) + "\r\n", 431);
    }

    @Test
    void chunksThatAreMostlyExtensionsAreTooLong() throws Exception {
        String chunk = "1;x=" + "y".repeat(7_000) + "\r\nz\r\n";
        assertRefused(
                "POST /users?notify=awaited HTTP/1.1\r\nHost: target\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(80),
                413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello\r\n0\r\n\r\n",
                "5\r\nhello0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                "100000000\r\n",
                "5;a\nb\r\nhello\r\n"
            })
    void chunkThatIsNoneIsRefused(String body) throws Exception {
        assertRefused("GET /plaintext HTTP/1.1\r\nHost: target\r\nTransfer-Encoding: chunked\r\n\r\n" + body, 400);
    }

    @Test
    void http10KnowsNoChunks() throws Exception {
        assertRefused("GET /plaintext HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    }

    @Test
    void refusalArrivesThoughTheClientIsStillSending() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("GET /plaintext HTTP/1.1\r\nHost: a b\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            client.send("x".repeat(100_000));
            assertThat(client.readToEnd()).contains("the header Host must be there once");
        }
    }

    private static void assertRefused(String bytes, int status) throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send(bytes).get("/about");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("application/problem+json")
                    .doesNotContain("Exception", "contract\":");
        }
    }
}
