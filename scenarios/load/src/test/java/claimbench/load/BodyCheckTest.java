package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.AnswerRequest;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import claimbench.contract.NewUserRequest;
import claimbench.contract.OnError;
import claimbench.contract.Problem;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyCheckTest {
    private static final FanoutRequest TWO_CALLS =
            new FanoutRequest(2, Mode.SERIAL, List.of(100, 200), Distribution.FIXED, 1);

    @Test
    void textMustBeTheText() {
        assertThat(fault(BodyCheck.plaintext(), "Hello, World!")).isNull();
        assertThat(fault(BodyCheck.plaintext(), "Hello")).isEqualTo("body 'Hello', not 'Hello, World!'");
        assertThat(fault(BodyCheck.plaintext(), "")).isEqualTo("body '', not 'Hello, World!'");
    }

    @Test
    void waitMustBeAsLongAsWasAsked() {
        assertThat(fault(BodyCheck.waited(100), "{\"waitedMs\":100}")).isNull();
        assertThat(fault(BodyCheck.waited(100), "{\"waitedMs\":99}")).isEqualTo("waitedMs is 99, not 100");
    }

    @Test
    void resultsMustBeCompleteAndInCallOrder() {
        BodyCheck check = BodyCheck.fannedOut(TWO_CALLS);

        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0},{\"call\":1,\"latencyMs\":200.0}")))
                .isNull();
        assertThat(fault(check, results("{\"call\":1,\"latencyMs\":200.0},{\"call\":0,\"latencyMs\":100.0}")))
                .startsWith("results are ");
        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0}"))).startsWith("results are ");
        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0},{\"call\":1,\"latencyMs\":100.0}")))
                .startsWith("results are ");
        assertThat(fault(check, "{\"elapsedNanos\":1}")).isNotNull();
    }

    @Test
    void checksumMustBeOfAllTheWork() {
        BodyCheck check = BodyCheck.computed(2, 3);
        String honest = CpuWork.text(CpuWork.checksum(2, 3));
        String lazy = CpuWork.text(CpuWork.checksum(1, 3));

        assertThat(fault(check, "{\"checksum\":\"" + honest + "\",\"elapsedNanos\":1}"))
                .isNull();
        assertThat(fault(check, "{\"checksum\":\"" + lazy + "\",\"elapsedNanos\":1}"))
                .isEqualTo("checksum is " + lazy + ", not " + honest);
    }

    @Test
    void userMustBeTheRow() {
        BodyCheck check = BodyCheck.user(User.seeded(7));

        assertThat(fault(check, json(User.seeded(7)))).isNull();
        assertThat(fault(check, json(User.seeded(8))))
                .contains("id=8")
                .contains("not")
                .contains("id=7");
        assertThat(fault(check, json(new User(7, "User 7", "")))).isNotNull();
    }

    @Test
    void profileMustHaveBothParts() {
        var request = new ProfileRequest(7, Mode.SERIAL, 10, 20);
        BodyCheck check = BodyCheck.profile(User.seeded(7), request);
        var api = new UpstreamRequest.Answer(0, 20);
        var otherApi = new UpstreamRequest.Answer(0, 21);

        assertThat(fault(check, json(new ProfileRequest.Answer(User.seeded(7), api, 1))))
                .isNull();
        assertThat(fault(check, json(new ProfileRequest.Answer(User.seeded(6), api, 1))))
                .startsWith("parts are ");
        assertThat(fault(check, json(new ProfileRequest.Answer(User.seeded(7), otherApi, 1))))
                .startsWith("parts are ");
        assertThat(fault(check, "{\"elapsedNanos\":1}")).startsWith("parts are ");
    }

    @Test
    void registrationMustGiveAnIdAndSayWhetherTheMailWasSent() {
        var noted = new AtomicInteger();
        BodyCheck check = BodyCheck.registered(false, noted::set);

        assertThat(fault(check, json(new NewUserRequest.Answer(12, false)))).isNull();
        assertThat(noted).hasValue(12);
        assertThat(fault(check, json(new NewUserRequest.Answer(12, true)))).isEqualTo("notified is true, not false");
        assertThat(fault(check, json(new NewUserRequest.Answer(0, false)))).isEqualTo("id is 0");
    }

    @Test
    void streamMustHaveEveryTokenInOrderAndAnEnd() {
        BodyCheck check = BodyCheck.streamed(2);
        String first = text(TokensRequest.event(0));
        String second = text(TokensRequest.event(1));
        String end = text(TokensRequest.done(2));

        assertThat(fault(check, first + second + end)).isNull();
        assertThat(fault(check, first + second)).isEqualTo("the stream broke off after 2 of 2 tokens");
        assertThat(fault(check, first + end)).startsWith("the stream ended after 1 tokens");
        assertThat(fault(check, second + first + end)).startsWith("event 1 is Token[index=1");
        assertThat(fault(check, first + first + end)).startsWith("event 2 is Token[index=0");
        assertThat(fault(check, first + second + text(TokensRequest.done(3)))).startsWith("the stream ended after 2");
        assertThat(fault(check, "data: nonsense\n\n" + end)).isEqualTo("event 1 is not the JSON of the contract");
        assertThat(fault(check, "")).isEqualTo("the stream broke off after 0 of 2 tokens");
    }

    @Test
    void wholeAnswerMustBeTheWholeText() {
        BodyCheck check = BodyCheck.answered(3);

        assertThat(fault(check, json(new AnswerRequest.Answer(TokensRequest.text(3), 1))))
                .isNull();
        assertThat(fault(check, json(new AnswerRequest.Answer(TokensRequest.text(2), 1))))
                .startsWith("text is of ");
        assertThat(fault(check, "{\"elapsedNanos\":1}")).startsWith("text is of 0 characters");
    }

    @Test
    void deadlineMustSayThatItWasExceeded() {
        Problem exceeded = new DeadlineRequest(100, 5_000).exceeded();
        BodyCheck check = BodyCheck.problem(exceeded);

        assertThat(fault(check, json(exceeded))).isNull();
        assertThat(fault(check, json(new DeadlineRequest(200, 5_000).exceeded())))
                .contains("200 ms");
        assertThat(fault(check, json(Problem.overloaded("full")))).contains("Overloaded");
    }

    @Test
    void attemptsOfARetryMustBeRight() {
        assertThat(fault(BodyCheck.succeededAt(3), json(new RetryRequest.Answer(3, 1))))
                .isNull();
        assertThat(fault(BodyCheck.succeededAt(3), json(new RetryRequest.Answer(2, 1))))
                .isEqualTo("attempts are 2, not 3");

        BodyCheck gaveUp = BodyCheck.gaveUpAfter(3);
        assertThat(fault(gaveUp, json(new RetryRequest(5, 3).failed(3, "status 503"))))
                .isNull();
        assertThat(fault(gaveUp, json(new RetryRequest(5, 3).failed(2, "status 503"))))
                .contains("2 times");
        assertThat(fault(gaveUp, json(Problem.overloaded("full")))).contains("Overloaded");
    }

    @Test
    void partialFailureMustHaveEveryResultAndEveryFailure() {
        var request = new FanoutRequest(3, Mode.SERIAL, List.of(10), Distribution.FIXED, 1, 1, OnError.COLLECT);
        BodyCheck check = BodyCheck.collected(request);
        var results = List.of(new UpstreamRequest.Answer(0, 10), new UpstreamRequest.Answer(1, 10));
        var failures = List.of(new FanoutRequest.Failure(2, "the upstream answered 500"));
        var otherFailures = List.of(new FanoutRequest.Failure(1, "the upstream answered 500"));

        assertThat(fault(check, json(new FanoutRequest.Answer(results, failures, 1))))
                .isNull();
        assertThat(fault(check, json(new FanoutRequest.Answer(results, 1)))).startsWith("results are ");
        assertThat(fault(check, json(new FanoutRequest.Answer(results.subList(0, 1), failures, 1))))
                .startsWith("results are ");
        assertThat(fault(check, json(new FanoutRequest.Answer(results, otherFailures, 1))))
                .startsWith("results are ");
    }

    @Test
    void blockMustBeAsLongAsWasAsked() {
        assertThat(fault(BodyCheck.blocked(100), json(new BlockRequest.Answer(100, 1))))
                .isNull();
        assertThat(fault(BodyCheck.blocked(100), json(new BlockRequest.Answer(0, 1))))
                .isEqualTo("blockedMs is 0, not 100");
    }

    @Test
    void mixedWorkMustBeAllThere() {
        BodyCheck given = BodyCheck.mixed(new MixedRequest(2, 10, 0.5, Mode.SERIAL, 3));
        String honest = CpuWork.text(CpuWork.checksum(2, 15));

        assertThat(fault(given, json(new MixedRequest.Answer(honest, 15, 1)))).isNull();
        assertThat(fault(given, json(new MixedRequest.Answer(honest, 14, 1)))).isEqualTo("units are 14, not 15");
        assertThat(fault(given, json(new MixedRequest.Answer("0", 15, 1)))).isEqualTo("checksum is 0, not " + honest);

        BodyCheck own = BodyCheck.mixed(new MixedRequest(2, 10, 0.5, Mode.SERIAL, 0));
        String nothing = CpuWork.text(CpuWork.checksum(2, 0));
        assertThat(fault(own, json(new MixedRequest.Answer(honest, 15, 1)))).isNull();
        assertThat(fault(own, json(new MixedRequest.Answer(nothing, 0, 1)))).startsWith("units are 0 for ");
        assertThat(fault(own, json(new MixedRequest.Answer(honest, 16, 1)))).startsWith("checksum is ");
    }

    @Test
    void whatIsNoJsonIsShownInOneShortLine() {
        assertThat(fault(BodyCheck.waited(1), "<html>\n")).isEqualTo("body '<html> ' is not the JSON of the contract");
        assertThat(fault(BodyCheck.waited(1), "null")).isNotNull();
        assertThat(fault(BodyCheck.waited(1), "x".repeat(10_000))).hasSizeLessThan(200);
    }

    private static String json(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String results(String results) {
        return "{\"results\":[" + results + "],\"elapsedNanos\":1}";
    }

    private static @Nullable String fault(BodyCheck check, String body) {
        return check.fault(body.getBytes(StandardCharsets.UTF_8));
    }
}
