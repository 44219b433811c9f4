package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /profile/{id}}: a query and a call, one after the other or both at once, and what comes of one that fails. */
@Facet("profile")
interface ProfileContract extends TargetUnderTest {
    /** More failures than a pool of connections has room for. */
    int MORE_THAN_A_POOL = 25;

    /** What a cancelled query would have taken: nobody waits that long. */
    int LONG_QUERY_MS = 15_000;

    @ParameterizedTest
    @ValueSource(strings = {"serial", "concurrent"})
    default void profileHasBothParts(String mode) throws IOException {
        needsDatabase();
        needsUpstream();
        RawResponse response = get("/profile/7?mode=" + mode + "&db-ms=10&api-ms=20");
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body())
                .startsWith("{\"user\":" + Json.MAPPER.writeValueAsString(User.seeded(7))
                        + ",\"api\":{\"call\":0,\"latencyMs\":20.0},\"elapsedNanos\":");
        assertThat(response.json().required("elapsedNanos").asLong())
                .as("the query alone takes 10 ms")
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        // This request's own call alone: one that was given up before it may still be on its way.
        String call = UpstreamRequest.taking(20).target();
        assertThat(upstream().received()).as("calls of the upstream").containsOnlyOnce(call);
    }

    @Test
    default void serialProfileCallsTheUpstreamAfterTheQuery() throws IOException {
        needsDatabase();
        needsUpstream();
        long startNanos = System.nanoTime();
        assertThat(get("/profile/7?mode=serial&db-ms=200&api-ms=0").status()).isEqualTo(200);
        assertThat(upstream().calls().getFirst().arrivedMillisAfter(startNanos))
                .as("milliseconds after which the upstream is called, when the query takes 200")
                .isGreaterThanOrEqualTo(199);
    }

    @Test
    default void concurrentProfileCallsTheUpstreamWhileTheQueryRuns() throws Exception {
        needsDatabase();
        needsUpstream();
        // More than once: a machine may be too busy to do both meanwhile.
        Attempts.oneOf(3, () -> {
            upstream().will(Behaviour.ANSWER);
            long startNanos = System.nanoTime();
            assertThat(get("/profile/7?mode=concurrent&db-ms=1500&api-ms=0").status())
                    .isEqualTo(200);
            assertThat(upstream().calls().getFirst().arrivedMillisAfter(startNanos))
                    .as("milliseconds after which the upstream is called, when the query takes 1,500")
                    .isLessThan(1_500);
        });
    }

    @Test
    default void serialProfileOfNobodyDoesNotCallTheUpstream() throws IOException {
        needsDatabase();
        needsUpstream();
        assertProblem(get("/profile/" + UserContract.NOBODY + "?mode=serial&db-ms=0&api-ms=0"), 404);
        assertThat(upstream().received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HOLD", "STALL_BODY"})
    default void concurrentProfileOfNobodyDoesNotWaitForTheUpstream(Behaviour behaviour) throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(behaviour);
        // Answered although the upstream never answers.
        assertProblem(get("/profile/" + UserContract.NOBODY + "?mode=concurrent&db-ms=50&api-ms=0"), 404);
        upstream().awaitNoneInFlight("the call for a user who is not there is cancelled");
    }

    @ParameterizedTest
    @CsvSource({"serial,FAIL", "concurrent,FAIL", "serial,HANG_UP", "concurrent,HANG_UP", "concurrent,CUT_OFF"})
    default void failureOfTheUpstreamFailsTheProfileAndTheConnectionSurvives(String mode, Behaviour behaviour)
            throws IOException {
        needsDatabase();
        needsUpstream();
        try (RawConnection connection = connect()) {
            upstream().will(behaviour);
            assertProblem(connection.exchange("/profile/7?mode=" + mode + "&db-ms=0&api-ms=0"), 502);
            upstream().will(Behaviour.ANSWER);
            assertThat(connection
                            .exchange("/profile/7?mode=" + mode + "&db-ms=0&api-ms=0")
                            .status())
                    .as("the target must recover when its upstream does")
                    .isEqualTo(200);
        }
    }

    @Test
    default void failureOfTheUpstreamCancelsTheQueryAndFreesItsConnection() throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(Behaviour.FAIL);
        long startNanos = System.nanoTime();
        Crowd.of(MORE_THAN_A_POOL, this::connect)
                .each((index, connection) -> assertProblem(
                        connection.exchange("/profile/7?mode=concurrent&api-ms=0&db-ms=" + LONG_QUERY_MS), 502));
        upstream().will(Behaviour.ANSWER);
        assertThat(get("/users/7").status())
                .as("connections of cancelled queries are there for others")
                .isEqualTo(200);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
                .as("milliseconds until all is over, when each query alone would take %d", LONG_QUERY_MS)
                .isLessThan(LONG_QUERY_MS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /profile/7?db-ms=1&api-ms=1                  | mode   | one of serial, concurrent
            /profile/7?mode=parallel&db-ms=1&api-ms=1    | mode   | one of serial, concurrent
            /profile/7?mode=serial&api-ms=1              | db-ms  | a whole number from 0 to 60000
            /profile/7?mode=serial&db-ms=60001&api-ms=1  | db-ms  | a whole number from 0 to 60000
            /profile/7?mode=serial&db-ms=1               | api-ms | a whole number from 0 to 60000
            /profile/7?mode=serial&db-ms=1&api-ms=-1     | api-ms | a whole number from 0 to 60000
            /profile/0?mode=serial&db-ms=1&api-ms=1      | id     | a whole number from 1 to 2147483647
            /profile/7?mode=serial&db-ms=1&api-ms=1&id=7 | id     | allowed: mode, db-ms, api-ms
            """)
    default void badParameterOfAProfileIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }
}
