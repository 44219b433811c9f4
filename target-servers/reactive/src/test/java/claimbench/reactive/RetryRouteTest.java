package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RetryRouteTest {
    private RawUpstream upstream;
    private ReactiveServer server;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        upstream = new RawUpstream((target, client) -> {
            var query = FlakyRequest.from(target.substring(target.indexOf('?') + 1));
            RawUpstream.writeWhole(client, query.fails() ? 503 : 200, "{\"attempt\":" + query.attempt() + "}");
            return true;
        });
        server = Servers.start(upstream.base(), Servers.NO_DATABASE);
        http = new Http(server);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
        upstream.close();
    }

    @Test
    void attemptsThatAreUsedUpAreABadGatewayWithTheLastError() throws Exception {
        HttpResponse<String> response = http.get("/retry?failures=3&attempts=3");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("the upstream failed 3 times", "was answered with status 503");
        assertThat(upstream.received())
                .containsExactly(
                        "/flaky?failures=3&attempt=1", "/flaky?failures=3&attempt=2", "/flaky?failures=3&attempt=3");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 501})
    void failureThatDoesNotPassIsNotTriedAgain(int status) throws Exception {
        upstream.will((target, client) -> {
            RawUpstream.writeWhole(client, status, "no");
            return true;
        });
        HttpResponse<String> response = http.get("/retry?failures=0&attempts=5");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("the upstream failed 1 time;", "was answered with status " + status);
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void connectionThatEndsIsTriedAgainAndEachAttemptIsOneCall() throws Exception {
        upstream.will((target, client) -> false);
        assertThat(http.get("/retry?failures=0&attempts=3").body()).contains("the upstream failed 3 times");
        assertThat(upstream.received()).hasSize(3);
    }

    @Test
    void successTellsHowManyAttemptsItTook() throws Exception {
        HttpResponse<String> response = http.get("/retry?failures=2&attempts=5");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(response.body()).get("attempts").asInt())
                .isEqualTo(3);
        assertThat(upstream.received()).hasSize(3);
    }
}
