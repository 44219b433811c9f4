package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /fanout} with calls that fail: all is lost, or the rest is kept, as the client says. */
@Facet("partial failure")
interface PartialFailureContract extends TargetUnderTest {

    @ParameterizedTest
    @ValueSource(strings = {"&on-error=fail", ""})
    default void serialFanoutEndsWithTheFirstFailure(String onError) throws IOException {
        needsUpstream();
        RawResponse response = get("/fanout?calls=6&mode=serial&ms=0&failing=3" + onError);
        assertProblem(response, 502);
        assertNamesCall(response, 3);
        assertThat(upstream().received())
                .as("three calls, the first that fails, and none after it")
                .hasSize(4)
                .last()
                .asString()
                .contains("call=3")
                .contains("fail=yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&on-error=fail", ""})
    default void concurrentFanoutFailsWithAFailureAndTheConnectionSurvives(String onError) throws Exception {
        needsUpstream();
        try (RawConnection connection = connect()) {
            assertProblem(connection.exchange("/fanout?calls=6&mode=concurrent&ms=0&failing=1" + onError), 502);
            assertThat(connection
                            .exchange("/fanout?calls=2&mode=concurrent&ms=0")
                            .status())
                    .isEqualTo(200);
        }
        upstream().awaitNoneInFlight("no call is left behind");
    }

    @Test
    default void concurrentFanoutEndsWithTheFirstFailure() throws Exception {
        needsUpstream();
        // Three of six would fail. The one in the middle does, and the others are not answered at all.
        upstream().willLetGo(4, 6);
        RawResponse response = get("/fanout?calls=6&mode=concurrent&ms=0&failing=3");
        assertProblem(response, 502);
        assertNamesCall(response, 4);
        upstream().awaitNoneInFlight("the calls that nobody waits for any more are cancelled");
    }

    /** A failed call's reason names the call. */
    private static void assertNamesCall(RawResponse response, int call) {
        assertThat(response.json().required("detail").asString())
                .as("the failure is that of call %d, which was the first to fail", call)
                .contains("call=" + call);
    }

    @ParameterizedTest
    @CsvSource({"serial,5,2", "concurrent,5,2", "serial,3,3", "concurrent,3,3", "serial,4,0", "concurrent,100,50"})
    default void resultsAndFailuresAreCollectedInCallOrder(String mode, int calls, int failing) throws IOException {
        needsUpstream();
        if (mode.equals("concurrent")) {
            // The last call is answered first.
            upstream().willHoldUntil(calls);
        }
        RawResponse response =
                get("/fanout?calls=" + calls + "&mode=" + mode + "&ms=7&on-error=collect&failing=" + failing);
        assertThat(response.status()).as("the status").isEqualTo(200);
        String results = IntStream.range(0, calls - failing)
                .mapToObj(call -> "{\"call\":" + call + ",\"latencyMs\":7.0}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(response.body()).startsWith("{\"results\":" + results + ",");
        JsonNode failures = response.json().path("failures");
        assertThat(failures.valueStream()
                        .map(failure -> failure.required("call").asInt())
                        .toList())
                .as("the calls that failed")
                .isEqualTo(IntStream.range(calls - failing, calls).boxed().toList());
        assertThat(failures.valueStream()
                        .map(failure -> failure.required("detail").asString()))
                .as("why each failed")
                .allMatch(detail -> !detail.isBlank());
        assertThat(response.json().required("elapsedNanos").asLong()).isPositive();
        assertThat(upstream().received()).hasSize(calls);
        assertThat(upstream().inFlightMax()).as("calls at one time").isEqualTo(mode.equals("serial") ? 1 : calls);
    }

    @Test
    default void collectedAnswerWithoutFailuresHasNoSuchMember() throws IOException {
        needsUpstream();
        assertThat(get("/fanout?calls=1&mode=serial&ms=0&on-error=collect")
                        .json()
                        .has("failures"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "serial,HANG_UP",
        "concurrent,HANG_UP",
        "serial,CUT_OFF",
        "concurrent,ANSWER_NONSENSE",
        "serial,RESET",
        "concurrent,RESET",
        "concurrent,UNAVAILABLE"
    })
    default void everyKindOfFailureIsCollected(String mode, Behaviour behaviour) throws IOException {
        needsUpstream();
        upstream().will(behaviour);
        RawResponse response = get("/fanout?calls=3&mode=" + mode + "&ms=0&on-error=collect");
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.json().required("results").size()).isZero();
        assertThat(response.json().required("failures").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"serial,CUT_OFF", "concurrent,CUT_OFF"})
    default void answerThatBreaksOffIsABadGateway(String mode, Behaviour behaviour) throws IOException {
        needsUpstream();
        upstream().will(behaviour);
        assertProblem(get("/fanout?calls=3&mode=" + mode + "&ms=0"), 502);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /fanout?calls=2&mode=serial&ms=1&failing=3      | failing  | at most the 2 calls
            /fanout?calls=2&mode=serial&ms=1&failing=-1     | failing  | a whole number from 0 to 1000
            /fanout?calls=2&mode=serial&ms=1&failing=x      | failing  | a whole number from 0 to 1000
            /fanout?calls=2&mode=serial&ms=1&on-error=retry | on-error | one of fail, collect
            """)
    default void badParameterOfAPartialFailureIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }
}
