package claimbench.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is refused, and how it is said; there is no Prometheus behind it. */
final class DashboardServerTest {
    private static final ShownRun RUN = new ShownRun(false, "a", 1_000_000, 1_060_000, 0);

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Socket bound;

    @SuppressWarnings("NullAway.Init") // set before each test
    private DashboardServer server;

    @TempDir
    private Path report;

    @BeforeEach
    void start() throws IOException {
        // A port that stays bound and that nobody listens on: connections to it are refused.
        bound = new Socket();
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = DashboardServer.start(0, URI.create("http://127.0.0.1:" + bound.getLocalPort()), () -> RUN, report);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        bound.close();
        client.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Word for word as it goes over the wire. */
    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(Json.MAPPER.readTree(response.body()).path("error").asString(""))
                .contains(words);
    }

    @Test
    void listensOnTheLoopbackAddressAlone() {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void runIsTold() throws Exception {
        assertThat(get("/api/run").body())
                .isEqualTo("{\"live\":false,\"run\":\"a\",\"from\":1000000,\"to\":1060000,\"refreshSeconds\":0}");
    }

    @Test
    void indexNamesTheDashboardsAndEachIsThere() throws Exception {
        JsonNode index = Json.MAPPER.readTree(get("/dashboards/index.json").body());
        assertThat(index).isNotEmpty();
        for (JsonNode entry : index) {
            for (String language : entry.path("title").propertyNames()) {
                HttpResponse<String> file =
                        get("/dashboards/" + language + "/" + entry.path("name").asString() + ".json");
                assertThat(Json.MAPPER.readTree(file.body()).path("title").asString())
                        .isEqualTo(entry.path("title").path(language).asString());
            }
        }
    }

    @Test
    void everyAnswerForbidsWhatItDoesNotNeed() throws Exception {
        for (String path : new String[] {"/", "/api/run", "/nothing", "/dashboards/index.json"}) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("script-src 'self' 'unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    /** A page elsewhere can give its own name this address; its requests have that name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost.attacker.example:PORT"
            })
    void requestForAnotherNameIsRefused(String host) throws IOException {
        String name = host.replace("PORT", Integer.toString(server.address().getPort()));
        assertThat(raw("GET /api/run HTTP/1.1\nHost: " + name + "\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("live");
    }

    @Test
    void requestForLocalhostIsAnswered() throws IOException {
        assertThat(raw("GET /api/run HTTP/1.1\nHost: localhost:"
                        + server.address().getPort() + "\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void nothingCanBeChanged(String method) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/run"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertError(response, 405, "GET and HEAD");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/run"))
                        .HEAD()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(get("/api/run").body().length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/api/query?query=up | 404 | no such question",
                "/api/v1/query?query=up | 404 | no such question",
                "/api | 404 | no such question",
                "/api/panels/nothing/2/A | 404 | no dashboard 'nothing'",
                "/api/panels/overview/99999/A | 404 | no panel 99999",
                "/api/panels/overview/2/ZZ | 404 | no query 'ZZ'",
                "/api/panels/overview/x/A | 400 | whole number",
                "/api/panels/overview/2/A?query=up | 400 | unknown parameter 'query'",
                "/api/panels/overview/2/A?from=b | 400 | 'from' must be milliseconds",
                "/api/panels/overview/2/A?from=9&to=3 | 400 | before 'to'",
                "/api/panels/overview/2/A?from=1&from=2 | 400 | given once",
                "/api/panels/overview/2/A?stepSeconds=0 | 400 | above 0",
                "/api/panels/overview/2/A?stepSeconds=NaN | 400 | above 0",
                "/api/panels/overview/2/A?stepSeconds=1%zz | 400 | ",
                "/api/variables/overview/nothing | 404 | no variable 'nothing'",
                "/api/annotations/overview/99 | 404 | no annotation 99",
                "/api/annotations/overview/-1 | 400 | whole number",
                "/dashboards/en/nothing.json | 404 | no dashboard 'nothing'",
                "/dashboards/xx/overview.json | 404 | in 'xx'",
                "/dashboards/en/../../x.json | 404 | ",
                "/assets/nothing.js | 404 | ",
                "/assets/../index.html | 404 | ",
                "/assets/%2e%2e/%2e%2e/web/DashboardServer.class | 404 | ",
                "/nothing | 404 | nothing at '/nothing'"
            })
    void whatIsNoneOfTheQuestionsIsRefusedWithASentence(String path, int status, String words) throws Exception {
        if (path.contains("%zz")) {
            assertThat(raw("GET " + path + " HTTP/1.1\nHost: 127.0.0.1:"
                            + server.address().getPort() + "\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 400 ");
            return;
        }
        assertError(get(path), status, words == null ? "" : words);
    }

    @Test
    void reportOfTheRunIsGivenOutAndNothingBesideIt() throws Exception {
        Path folder = Files.createDirectories(report.resolve("figures"));
        Files.writeString(report.resolve("report.en.html"), "<p>report</p>");
        Files.writeString(folder.resolve("a.svg"), "<svg/>");
        Path secret = Files.writeString(report.resolveSibling(report.getFileName() + "-secret.txt"), "secret");
        Files.createSymbolicLink(report.resolve("link.txt"), secret);
        try {
            assertThat(get("/report/report.en.html").body()).isEqualTo("<p>report</p>");
            assertThat(get("/report/figures/a.svg").headers().firstValue("Content-Type"))
                    .hasValue("image/svg+xml");
            for (String other : List.of(
                    "/report/link.txt",
                    "/report/none.html",
                    "/report/",
                    "/report",
                    "/report/figures",
                    "/report/..%2f" + secret.getFileName(),
                    "/report/%2e%2e/" + secret.getFileName())) {
                assertError(get(other), 404, "report");
            }
        } finally {
            Files.delete(secret);
        }
    }

    @Test
    void prometheusThatIsGoneIsSaidToBe() throws Exception {
        assertError(get("/api/panels/overview/2/A?run=a"), 502, "Prometheus does not answer");
    }

    @Test
    void portThatIsTakenIsNotServedOn() {
        assertThatIOException()
                .isThrownBy(
                        () -> DashboardServer.start(server.address().getPort(), server.address(), () -> RUN, report))
                .isInstanceOf(BindException.class);
    }
}
