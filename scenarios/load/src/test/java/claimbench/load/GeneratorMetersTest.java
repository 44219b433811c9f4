package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.Meter;
import claimbench.load.GeneratorMeters.Outcome;
import claimbench.load.GeneratorMeters.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratorMetersTest {
    private static final long RESPONSE_NANOS = 1_000_000;

    @Test
    void eachKindOfRequestHasItsOwnSeriesWhileTheyAreFew() {
        assertThat(countsOfOneRequestEach(GeneratorMeters.NAMED_MAX))
                .hasSize(GeneratorMeters.NAMED_MAX)
                .allMatch(line -> line.endsWith(" 1"));
    }

    @Test
    void manyKindsOfRequestsHaveOneSeriesThatCountsThemAll() {
        int kinds = 10 * GeneratorMeters.NAMED_MAX;

        assertThat(countsOfOneRequestEach(kinds))
                .singleElement()
                .asString()
                .contains("request=\"" + GeneratorMeters.ALL + "\"")
                .endsWith(" " + kinds);
    }

    /** An answer given later would be ahead of the last word, which is read after it: counters would seem to fall. */
    @Test
    void nobodyIsAnsweredAfterTheLastWord() throws Exception {
        var arm = new Arm("plaintext", "/plaintext", BodyCheck.plaintext());
        try (var meters = new GeneratorMeters(List.of(arm), new UserCount());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest scrape =
                    HttpRequest.newBuilder(URI.create(meters.serve(0))).build();
            assertThat(client.send(scrape, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            assertThat(meters.lastWord()).isNotEmpty();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.send(scrape, HttpResponse.BodyHandlers.discarding()));
        }
    }

    /** The lines that count a window in which one request of each kind was answered well. */
    private static List<String> countsOfOneRequestEach(int kinds) {
        List<Arm> arms = IntStream.range(0, kinds)
                .mapToObj(kind -> new Arm("kind-" + kind, "/plaintext", BodyCheck.plaintext()))
                .toList();
        try (var meters = new GeneratorMeters(arms, new UserCount())) {
            for (int arm = 0; arm < kinds; arm++) {
                meters.settled(arm, Outcome.SUCCESS, Phase.WINDOW, RESPONSE_NANOS, 0);
            }
            return new String(meters.lastWord(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(Meter.GENERATOR_REQUESTS.count() + "{")
                            && line.contains("phase=\"window\""))
                    .toList();
        }
    }
}
