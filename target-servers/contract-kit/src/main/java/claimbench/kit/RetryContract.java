package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

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
