package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Backoff;
import claimbench.contract.FlakyRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /retry}: which failures are tried again, how often, and what is said of the last. */
@Facet("retry")
interface RetryContract extends TargetUnderTest {
    /** As many as there can be between the attempts of one request. */
    int MANY_FAILURES = 9;

    int SPREAD_ATTEMPTS = 4;

    @ParameterizedTest
    @CsvSource({"0,1", "0,5", "1,2", "2,5", "4,5", "9,10"})
    default void callIsRepeatedUntilItSucceeds(int failures, int attempts) throws IOException {
        needsUpstream();
        RawResponse response = get("/retry?failures=" + failures + "&attempts=" + attempts);
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).startsWith("{\"attempts\":" + (failures + 1) + ",\"elapsedNanos\":");
        assertThat(upstream().received()).isEqualTo(targets(failures, failures + 1));
        assertThat(upstream().inFlightMax()).as("one attempt after another").isEqualTo(1);
    }

    /**
     * A wait is a random part of its bound, so that one alone may be next to nothing. But that nine of them make less than a
     * tenth of their bounds comes about once in a thousand times, and not {@link #SPREAD_ATTEMPTS} times in a row; and
     * that they make the whole of them is no jitter, or a machine that is too busy.
     */
    @Test
    default void attemptsAreSpreadOutByABackoffWithJitter() throws Exception {
        needsUpstream();
        long boundMillis = IntStream.rangeClosed(1, MANY_FAILURES)
                .mapToLong(failures -> Backoff.bound(failures).toMillis())
                .sum();
        Attempts.oneOf(SPREAD_ATTEMPTS, () -> {
            upstream().will(Behaviour.ANSWER);
            long startNanos = System.nanoTime();
            get("/retry?failures=" + MANY_FAILURES + "&attempts=" + (MANY_FAILURES + 1));
            List<UpstreamCall> calls = upstream().calls();
            assertThat(calls).hasSize(MANY_FAILURES + 1);
            assertThat(calls.getLast().arrivedMillisAfter(startNanos)
                            - calls.getFirst().arrivedMillisAfter(startNanos))
                    .as(
                            "milliseconds from the first attempt to the last of %d, whose waits are bounded by %d in all",
                            MANY_FAILURES + 1, boundMillis)
                    .isBetween(boundMillis / 10, boundMillis - 1);
        });
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "20,4"})
    default void lastErrorIsSaidWhenTheAttemptsAreUsedUp(int failures, int attempts) throws IOException {
        needsUpstream();
        try (RawConnection connection = connect()) {
            RawResponse response = connection.exchange("/retry?failures=" + failures + "&attempts=" + attempts);
            assertProblem(response, 502);
            assertThat(response.json().required("detail").asString())
                    .contains("failed " + attempts + (attempts == 1 ? " time;" : " times;"))
                    .contains("503");
            assertThat(upstream().received()).isEqualTo(targets(failures, attempts));
            ArgumentContract.assertSurvives(connection);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "FAIL"})
    default void refusalAndFaultAreNotTriedAgain(Behaviour behaviour) throws IOException {
        needsUpstream();
        upstream().will(behaviour);
        assertProblem(get("/retry?failures=0&attempts=5"), 502);
        assertThat(upstream().received())
                .as("400 and 500 do not pass by themselves")
                .isEqualTo(targets(0, 1));
    }

    @Test
    default void lostConnectionIsTriedAgainUpToTheLimit() throws IOException {
        needsUpstream();
        upstream().will(Behaviour.HANG_UP);
        assertProblem(get("/retry?failures=0&attempts=3"), 502);
        // A client may send a call once more by itself where the connection was gone before it was sent.
        assertThat(upstream().received().stream().distinct().toList())
                .as("the attempts")
                .isEqualTo(targets(0, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /retry?attempts=1                     | failures | a whole number from 0 to 20
            /retry?failures=21&attempts=1         | failures | a whole number from 0 to 20
            /retry?failures=0                     | attempts | a whole number from 1 to 10
            /retry?failures=0&attempts=0          | attempts | a whole number from 1 to 10
            /retry?failures=0&attempts=11         | attempts | a whole number from 1 to 10
            /retry?failures=0&attempts=1&jitter=0 | jitter   | allowed: failures, attempts
            """)
    default void badParameterOfARetryIsNamed(String target, String parameter, String says) throws IOException {
        ArgumentContract.assertBadParameter(this, target, parameter, says);
    }

    private static List<String> targets(int failures, int attempts) {
        return IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> new FlakyRequest(failures, attempt).target())
                .toList();
    }
}
