package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Distribution;
import claimbench.contract.UpstreamRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /fanout}: what reaches the upstream, in which order, and what comes of an upstream that fails. */
@Facet("fan-out")
interface FanoutContract extends TargetUnderTest {

    @Test
    default void serialFanoutMakesOneCallAfterAnother() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        try (RawConnection connection = connect();
                RawConnection other = connect()) {
            connection.send(RawConnection.get("/fanout?calls=5&mode=serial&ms=10"));
            upstream().awaitHeld();
            // While others are served, calls that are made at once have had time to come.
            for (int request = 0; request < 20; request++) {
                assertThat(other.exchange("/plaintext").status()).isEqualTo(200);
            }
            assertThat(upstream().received())
                    .as("serial: calls that are made before the first is answered")
                    .hasSize(1);
            upstream().release();
            assertResults(connection.read(), List.of(10, 10, 10, 10, 10), Distribution.FIXED, 1);
        }
        assertThat(upstream().inFlightMax())
                .as("serial: never more than one call at a time")
                .isEqualTo(1);
        assertThat(upstream().received())
                .as("serial: calls reach the upstream in call order, with all parameters")
                .isEqualTo(targets(List.of(10, 10, 10, 10, 10), Distribution.FIXED, 1));
    }

    @Test
    default void concurrentFanoutMakesAllCallsAtOnceAndKeepsCallOrder() throws IOException {
        needsUpstream();
        upstream().willHoldUntil(50);
        RawResponse response = get("/fanout?calls=50&mode=concurrent&ms=10");
        List<Integer> ms = IntStream.range(0, 50).mapToObj(call -> 10).toList();
        assertThat(upstream().inFlightMax())
                .as("concurrent: all calls are under way before the first is answered")
                .isEqualTo(50);
        assertThat(upstream().received()).containsExactlyInAnyOrderElementsOf(targets(ms, Distribution.FIXED, 1));
        // The upstream answered the last call first; results are in call order all the same.
        assertResults(response, ms, Distribution.FIXED, 1);
    }

    @ParameterizedTest
    @CsvSource({"serial,exponential", "concurrent,exponential", "serial,lognormal", "concurrent,lognormal"})
    default void fanoutHandsDistributionAndSeedToTheUpstream(String mode, String distribution) throws IOException {
        needsUpstream();
        Distribution drawn = distribution.equals("lognormal") ? Distribution.LOGNORMAL : Distribution.EXPONENTIAL;
        RawResponse response =
                get("/fanout?calls=4&mode=" + mode + "&ms=20&distribution=" + distribution + "&seed=-42");
        assertThat(upstream().received())
                .containsExactlyInAnyOrderElementsOf(targets(List.of(20, 20, 20, 20), drawn, -42));
        assertResults(response, List.of(20, 20, 20, 20), drawn, -42);
    }

    @ParameterizedTest
    @CsvSource({"serial", "concurrent"})
    default void fanoutTakesALatencyForEachCall(String mode) throws IOException {
        needsUpstream();
        RawResponse response = get("/fanout?calls=3&mode=" + mode + "&ms=30,0,20");
        assertThat(upstream().received())
                .containsExactlyInAnyOrderElementsOf(targets(List.of(30, 0, 20), Distribution.FIXED, 1));
        assertResults(response, List.of(30, 0, 20), Distribution.FIXED, 1);
    }

    @Test
    default void longestListOfLatenciesFitsIntoARequest() throws IOException {
        needsUpstream();
        String ms = IntStream.range(0, 1_000).mapToObj(call -> "100").collect(Collectors.joining(","));
        RawResponse response = get("/fanout?calls=1000&mode=concurrent&ms=" + ms);
        assertThat(response.status())
                .as("a request line of some 4,000 bytes is within the limit of 8 KiB")
                .isEqualTo(200);
        assertThat(response.json().required("results").size()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP", "ANSWER_NONSENSE", "RESET", "UNAVAILABLE"})
    default void failureOfTheUpstreamIsABadGateway(Behaviour behaviour) throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            for (String mode : List.of("serial", "concurrent")) {
                upstream().will(behaviour);
                assertProblem(connection.exchange("/fanout?calls=3&mode=" + mode + "&ms=1"), 502);
                upstream().will(Behaviour.ANSWER);
                assertThat(connection
                                .exchange("/fanout?calls=3&mode=" + mode + "&ms=1")
                                .status())
                        .as("the target must recover when its upstream does")
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    default void answerThatComesByteByByteIsRead(String mode) throws IOException {
        needsUpstream();
        upstream().will(Behaviour.DRIP);
        assertResults(get("/fanout?calls=3&mode=" + mode + "&ms=30,0,20"), List.of(30, 0, 20), Distribution.FIXED, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    default void whatAnUpstreamSendsBeyondItsAnswerIsNobodysAnswer(String mode) throws IOException {
        needsUpstream();
        upstream().will(Behaviour.LONG_BODY);
        RawResponse response = get("/fanout?calls=3&mode=" + mode + "&ms=7");
        // It may be taken for a failure, but not for the answer to the next call.
        assertThat(response.status()).as("the status").isIn(200, 502);
        if (response.status() == 200) {
            assertResults(response, List.of(7, 7, 7), Distribution.FIXED, 1);
        }
        upstream().will(Behaviour.ANSWER);
        for (int request = 0; request < 5; request++) {
            int ms = 100 + request;
            assertResults(get("/fanout?calls=2&mode=" + mode + "&ms=" + ms), List.of(ms, ms), Distribution.FIXED, 1);
        }
    }

    @Test
    default void upstreamThatIsDownIsABadGatewayAndTheServerStaysUp() throws Exception {
        needsUpstream();
        try (var nobody = new DeafPort();
                StartedServer alone = startServer(URI.create("http://127.0.0.1:" + nobody.number()), database());
                var connection = new RawConnection(alone.base())) {
            for (String mode : List.of("serial", "concurrent", "serial", "concurrent")) {
                assertProblem(connection.exchange("/fanout?calls=3&mode=" + mode + "&ms=1"), 502);
            }
            assertThat(connection.exchange("/plaintext").body())
                    .as("the server must stay up")
                    .isEqualTo("Hello, World!");
        }
    }

    private static List<String> targets(List<Integer> ms, Distribution distribution, long seed) {
        return IntStream.range(0, ms.size())
                .mapToObj(call -> new UpstreamRequest(ms.get(call), distribution, seed, call).target())
                .toList();
    }

    private static void assertResults(RawResponse response, List<Integer> ms, Distribution distribution, long seed) {
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        String results = IntStream.range(0, ms.size())
                .mapToObj(call -> "{\"call\":" + call + ",\"latencyMs\":"
                        + distribution.latencyMs(ms.get(call), seed, call) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(response.body())
                .as("results in call order, then the time that it took")
                .startsWith("{\"results\":" + results + ",\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong()).isPositive();
    }
}
