package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.UpstreamRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /deadline}: a call that is really given up when its time is over. */
@Facet("deadline")
interface DeadlineContract extends TargetUnderTest {
    long TIMEOUT_MILLIS = 300;

    /** How long after its deadline a call may be answered: as long as it may go on after its client has left. */
    long LATENESS_MILLIS_MAX = AnswerContract.LEAVING_MILLIS_MAX;

    /** Of a machine that is busy with something else. */
    int ATTEMPTS = 10;

    @Test
    default void answerInTimeIsHandedOn() throws IOException {
        needsUpstream();
        RawResponse response = get("/deadline?timeout-ms=20000&ms=30");
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).startsWith("{\"result\":{\"call\":0,\"latencyMs\":30.0},\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong()).isPositive();
        assertThat(upstream().received())
                .containsExactly(UpstreamRequest.taking(30).target());
    }

    @Test
    default void lateCallEndsAtTheDeadlineAndIsCancelled() throws Exception {
        needsUpstream();
        try (RawConnection connection = connect()) {
            // More than once: on a machine that is too busy the deadline comes before the call has reached the
            // upstream.
            Attempts.oneOf(ATTEMPTS, () -> {
                upstream().will(Behaviour.HOLD);
                assertThat(millisUntilTimedOut(connection))
                        .as("milliseconds until the answer, with a deadline of %d", TIMEOUT_MILLIS)
                        .isGreaterThanOrEqualTo(TIMEOUT_MILLIS - 1);
                assertThat(upstream().received()).hasSize(1);
            });
            upstream().awaitNoneInFlight("the upstream's connection is closed at the deadline");
            assertThat(upstream().abandoned()).isEqualTo(1);
            ArgumentContract.assertSurvives(connection);
        }
    }

    @Test
    default void bodyThatStallsEndsAtTheDeadlineAndIsCancelled() throws Exception {
        needsUpstream();
        try (RawConnection connection = connect()) {
            Attempts.oneOf(ATTEMPTS, () -> {
                upstream().will(Behaviour.STALL_BODY);
                millisUntilTimedOut(connection);
                assertThat(upstream().received()).hasSize(1);
            });
            upstream().awaitNoneInFlight("the upstream's connection is closed at the deadline");
            assertThat(upstream().abandoned()).isEqualTo(1);
            ArgumentContract.assertSurvives(connection);
        }
    }

    @Test
    default void lateCallIsAnsweredSoonAfterItsDeadline() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        try (RawConnection connection = connect()) {
            long enoughMillis = TIMEOUT_MILLIS + LATENESS_MILLIS_MAX;
            assertThat(Attempts.quickestMillis(
                            ATTEMPTS,
                            enoughMillis,
                            () -> TimeUnit.MILLISECONDS.toNanos(millisUntilTimedOut(connection))))
                    .as(
                            "milliseconds until the answer, with a deadline of %d, the best of %d times",
                            TIMEOUT_MILLIS, ATTEMPTS)
                    .isLessThanOrEqualTo(enoughMillis);
        }
    }

    private static long millisUntilTimedOut(RawConnection connection) throws IOException {
        long startNanos = System.nanoTime();
        RawResponse response = connection.exchange("/deadline?timeout-ms=" + TIMEOUT_MILLIS + "&ms=60000");
        long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        assertProblem(response, 504);
        assertThat(response.json().required("detail").asString()).contains(TIMEOUT_MILLIS + " ms");
        return elapsedMillis;
    }

    @Test
    default void manyLateCallsLeaveNothingBehind() throws Exception {
        needsUpstream();
        double before = gauge("http_server_requests_active");
        upstream().will(Behaviour.HOLD);
        for (int round = 0; round < 3; round++) {
            Crowd.of(50, this::connect)
                    .each((index, connection) ->
                            assertProblem(connection.exchange("/deadline?timeout-ms=50&ms=60000"), 504));
        }
        upstream().awaitNoneInFlight("no call goes on after its deadline");
        upstream().will(Behaviour.ANSWER);
        assertThat(get("/deadline?timeout-ms=20000&ms=1").status())
                .as("the next call finds a connection")
                .isEqualTo(200);
        await().atMost(Patience.beyondSlowClients())
                .untilAsserted(() -> assertThat(gauge("http_server_requests_active"))
                        .as("requests under way")
                        .isLessThanOrEqualTo(before));
    }

    @Test
    default void answerThatComesTooLateIsNobodyElses() throws Exception {
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        assertProblem(get("/deadline?timeout-ms=50&ms=7"), 504);
        upstream().will(Behaviour.ANSWER);
        for (int call = 0; call < 5; call++) {
            RawResponse response = get("/deadline?timeout-ms=20000&ms=" + (100 + call));
            assertThat(response.json().required("result").get("latencyMs").asDouble())
                    .as("the answer belongs to this request, not to the one that was given up")
                    .isEqualTo(100 + call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP", "CUT_OFF", "ANSWER_NONSENSE", "RESET", "UNAVAILABLE"})
    default void failureBeforeTheDeadlineIsABadGateway(Behaviour behaviour) throws IOException {
        needsUpstream();
        upstream().will(behaviour);
        assertProblem(get("/deadline?timeout-ms=20000&ms=1"), 502);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /deadline?ms=1                        | timeout-ms | a whole number from 1 to 60000
            /deadline?timeout-ms=0&ms=1           | timeout-ms | a whole number from 1 to 60000
            /deadline?timeout-ms=60001&ms=1       | timeout-ms | a whole number from 1 to 60000
            /deadline?timeout-ms=1                | ms         | a whole number from 0 to 60000
            /deadline?timeout-ms=1&ms=-1          | ms         | a whole number from 0 to 60000
            /deadline?timeout-ms=1&ms=1&timeout=1 | timeout    | allowed: timeout-ms, ms
            """)
    default void badParameterOfADeadlineIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }
}
