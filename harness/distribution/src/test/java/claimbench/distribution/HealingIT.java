package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import claimbench.kit.FreePort;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a target does when its upstream or its database is killed in the middle of load, as {@code kill -9} does it, and
 * when it returns on the same port.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealingIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    /** So many answers that it was not one in passing. */
    private static final int SOME = 5;

    private static final String PLAINTEXT = "/plaintext";
    private static final String USER = "/users/2";
    private static final String FANOUT = "/fanout?calls=2&mode=concurrent&ms=5";
    private static final String PROFILE = "/profile/1?mode=concurrent&db-ms=2&api-ms=5";
    private static final String ANSWER = "/answer?tokens=3&gap-ms=2&mode=stream";

    /** These are under way when what they wait for is killed. */
    private static final String LONG_CALL = "/fanout?calls=2&mode=concurrent&ms=60000";

    private static final String LONG_STREAM = "/answer?tokens=1000&gap-ms=50&mode=stream";
    private static final String LONG_QUERY = "/profile/1?mode=serial&db-ms=60000&api-ms=0";

    @TempDir
    static Path logs;

    private final HttpClient client = HttpClient.newHttpClient();
    private InstalledProcess upstream;
    private InstalledProcess database;

    @BeforeAll
    void startWhatTargetsNeed() throws Exception {
        upstream = InstalledProcess.upstream(logs, FreePort.choose());
        database = InstalledProcess.database(logs, FreePort.choose());
    }

    @AfterAll
    void stopWhatTargetsNeed() {
        client.close();
        upstream.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "event-loop", "reactive"})
    void targetOutlivesItsUpstreamAndItsDatabaseAndHealsWhenTheyReturn(String name) throws Exception {
        try (var target = InstalledProcess.target(logs, name, upstream.address(), database.address())) {
            var url = URI.create(target.address());
            try (var load = new SteadyLoad(client, url, List.of(PLAINTEXT, USER, FANOUT, PROFILE, ANSWER))) {
                awaitWell(load);

                CompletableFuture<HttpResponse<String>> call = begin(url, LONG_CALL);
                try (InputStream stream = open(url, LONG_STREAM)) {
                    upstream.kill();
                    assertThatIOException()
                            .as("a stream that broke off does not look whole")
                            .isThrownBy(stream::readAllBytes);
                }
                assertProblem(call, "Upstream failed");
                load.forget();
                awaitThat(
                        load,
                        () -> load.count(FANOUT, "Upstream failed") >= SOME
                                && load.count(PROFILE, "Upstream failed") >= SOME
                                && load.count(ANSWER, "Upstream failed") >= SOME
                                && load.count(PLAINTEXT, SteadyLoad.WELL) >= SOME
                                && load.count(USER, SteadyLoad.WELL) >= SOME);
                assertThat(load.outcomes()).containsOnly(SteadyLoad.WELL, "Upstream failed");
                upstream = InstalledProcess.upstream(logs, upstream.port());
                awaitWell(load);

                CompletableFuture<HttpResponse<String>> query = begin(url, LONG_QUERY);
                load.forget();
                awaitThat(load, () -> load.count(USER, SteadyLoad.WELL) >= SOME);
                database.kill();
                assertProblem(query, "Database failed");
                load.forget();
                awaitThat(
                        load,
                        () -> load.count(USER, "Database failed") >= SOME
                                && load.count(PROFILE, "Database failed") >= SOME
                                && load.count(PLAINTEXT, SteadyLoad.WELL) >= SOME
                                && load.count(FANOUT, SteadyLoad.WELL) >= SOME
                                && load.count(ANSWER, SteadyLoad.WELL) >= SOME);
                assertThat(load.outcomes()).containsOnly(SteadyLoad.WELL, "Database failed");
                database = InstalledProcess.database(logs, database.port());
                awaitWell(load);
            }
            assertThat(target.stop()).as("exit code of the target").isZero();
        }
    }

    /** Every kind of request succeeds, and goes on to. */
    private static void awaitWell(SteadyLoad load) {
        awaitThat(load, () -> load.successesInARow() >= SOME);
    }

    private static void awaitThat(SteadyLoad load, Callable<Boolean> condition) {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(load.broken()).as("no answer at all").isEmpty())
                .untilAsserted(() -> assertThat(condition.call()).as("%s", load).isTrue());
    }

    private CompletableFuture<HttpResponse<String>> begin(URI url, String target) {
        return client.sendAsync(HttpRequest.newBuilder(url.resolve(target)).build(), BodyHandlers.ofString());
    }

    /** Returns when the first byte is there. */
    private InputStream open(URI url, String target) throws Exception {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(url.resolve(target)).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().read()).isEqualTo('d');
        return response.body();
    }

    private static void assertProblem(CompletableFuture<HttpResponse<String>> answer, String title) throws Exception {
        HttpResponse<String> response = answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
        assertThat(SteadyLoad.outcome(response)).isEqualTo(title);
    }
}
