package claimbench.load;

import claimbench.contract.Answer;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.WaitRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
