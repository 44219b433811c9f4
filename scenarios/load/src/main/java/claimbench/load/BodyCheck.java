package claimbench.load;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.MixedRequest;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.contract.WaitRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Says what is wrong with an answer's body. A fast wrong answer must not count as throughput. Thread-safe. */
@FunctionalInterface
public interface BodyCheck {

    /** What is wrong, in a few words; null where nothing is. */
    @Nullable
    String fault(byte[] body);

    /** The text of {@code /plaintext}. */
    static BodyCheck plaintext() {
        byte[] expected = Answer.PLAINTEXT.body();
        return body -> Arrays.equals(body, expected) ? null : "body " + shown(body) + ", not " + shown(expected);
    }

    /** {@code /wait} must say that it waited as long as it was asked to. */
    static BodyCheck waited(int ms) {
        return json(
                WaitRequest.Answer.class,
                answer -> answer.waitedMs() == ms ? null : "waitedMs is " + answer.waitedMs() + ", not " + ms);
    }

    /** {@code /fanout} must give one result for each call, in call order, with the latency that was asked for. */
    static BodyCheck fannedOut(FanoutRequest request) {
        List<UpstreamRequest.Answer> expected = request.upstreamRequests().stream()
                .map(call -> new UpstreamRequest.Answer(call.call(), call.latencyMs()))
                .toList();
        return json(
                FanoutRequest.Answer.class,
                answer -> expected.equals(answer.results())
                        ? null
                        : "results are " + answer.results() + ", not " + expected);
    }

    /** {@code /cpu} must have done all of the work. */
    static BodyCheck computed(int tasks, int units) {
        return json(CpuRequest.Answer.class, new ChecksumCheck(tasks, units)::fault);
    }

    /** {@code /users/{id}} must give the row. */
    static BodyCheck user(User user) {
        return json(User.class, answer -> user.equals(answer) ? null : answer + ", not " + user);
    }

    /** {@code /profile/{id}} must give both parts. */
    static BodyCheck profile(User user, ProfileRequest request) {
        UpstreamRequest call = request.upstreamRequest();
        var api = new UpstreamRequest.Answer(call.call(), call.latencyMs());
        return json(
                ProfileRequest.Answer.class,
                answer -> user.equals(answer.user()) && api.equals(answer.api())
                        ? null
                        : "parts are " + answer.user() + " and " + answer.api() + ", not " + user + " and " + api);
    }

    /**
     * {@code POST /users} must give an id, and say whether the mail has been sent.
     *
     * @param noted gets the id
     */
    static BodyCheck registered(boolean notified, IntConsumer noted) {
        return json(NewUserRequest.Answer.class, answer -> {
            if (answer.id() < 1) {
                return "id is " + answer.id();
            }
            noted.accept(answer.id());
            return answer.notified() == notified ? null : "notified is " + answer.notified() + ", not " + notified;
        });
    }

    /** {@code /answer} as a stream must give every token, and the end. */
    static BodyCheck streamed(int tokens) {
        return new StreamedBody(tokens);
    }

    /** {@code /answer} as a whole must give the whole text. */
    static BodyCheck answered(int tokens) {
        String expected = TokensRequest.text(tokens);
        return json(
                AnswerRequest.Answer.class,
                answer -> expected.equals(answer.text())
                        ? null
                        : "text is of "
                                + (answer.text() == null ? 0 : answer.text().length()) + " characters, not of "
                                + expected.length() + ", or another");
    }

    /** A refusal or failure must say exactly this. */
    static BodyCheck problem(Problem expected) {
        return json(
                Problem.class, answer -> expected.equals(answer) ? null : "problem is " + answer + ", not " + expected);
    }

    /** A refusal or failure must be of this kind, whatever else it says. */
    static BodyCheck problemTitled(Problem expected) {
        return json(
                Problem.class,
                answer -> expected.title().equals(answer.title()) && expected.status() == answer.status()
                        ? null
                        : "problem is " + answer + ", not '" + expected.title() + "'");
    }

    /** {@code /retry} must have made this many attempts. */
    static BodyCheck succeededAt(int attempt) {
        return json(
                RetryRequest.Answer.class,
                answer ->
                        answer.attempts() == attempt ? null : "attempts are " + answer.attempts() + ", not " + attempt);
    }

    /** {@code /retry} must say after how many attempts it gave up. */
    static BodyCheck gaveUpAfter(int attempts) {
        Problem expected = new RetryRequest(attempts, attempts).failed(attempts, "");
        String beginning = expected.detail().substring(0, expected.detail().indexOf(';'));
        BodyCheck kind = problemTitled(expected);
        BodyCheck detail = json(
                Problem.class,
                answer -> answer.detail() != null && answer.detail().startsWith(beginning)
                        ? null
                        : "detail is '" + answer.detail() + "', not '" + beginning + "'");
        return body -> {
            String otherKind = kind.fault(body);
            return otherKind == null ? detail.fault(body) : otherKind;
        };
    }

    /** {@code /fanout} must give every result and every failure, each in call order. */
    static BodyCheck collected(FanoutRequest request) {
        List<UpstreamRequest> calls = request.upstreamRequests();
        List<UpstreamRequest.Answer> results = calls.stream()
                .filter(call -> !call.fail())
                .map(call -> new UpstreamRequest.Answer(call.call(), call.latencyMs()))
                .toList();
        List<Integer> failures = calls.stream()
                .filter(UpstreamRequest::fail)
                .map(UpstreamRequest::call)
                .toList();
        return json(FanoutRequest.Answer.class, answer -> {
            List<Integer> failed = answer.failures() == null
                    ? List.of()
                    : answer.failures().stream()
                            .map(FanoutRequest.Failure::call)
                            .toList();
            return results.equals(answer.results()) && failures.equals(failed)
                    ? null
                    : "results are " + answer.results() + " and failures those of calls " + failed + ", not " + results
                            + " and " + failures;
        });
    }

    /** {@code /block} must have blocked as long as it was asked to. */
    static BodyCheck blocked(int ms) {
        return json(
                BlockRequest.Answer.class,
                answer -> answer.blockedMs() == ms ? null : "blockedMs is " + answer.blockedMs() + ", not " + ms);
    }

    /** {@code /mixed} must have done all of the work. */
    static BodyCheck mixed(MixedRequest request) {
        return json(MixedRequest.Answer.class, new MixedCheck(request)::fault);
    }

    private static <T> BodyCheck json(Class<T> type, Function<T, @Nullable String> fault) {
        return body -> {
            try {
                T answer = Json.MAPPER.readValue(body, type);
                return answer == null ? "body is null" : fault.apply(answer);
            } catch (JacksonException e) {
                return "body " + shown(body) + " is not the JSON of the contract";
            }
        };
    }

    private static String shown(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 60), StandardCharsets.UTF_8);
        return "'" + text.replaceAll("\\p{Cntrl}", " ") + (body.length > 60 ? "…" : "") + "'";
    }
}
