package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of the answers: members in the order of the records, nothing else. */
class AnswerTest {

    @Test
    void overloadSaysWhenToComeBack() {
        assertThat(Answer.of(Problem.overloaded("200 threads are busy")).headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    void problemLeavesOutWhatItLacks() {
        Answer answer = Answer.of(Problem.badRequest(400, "no request line"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(body(answer)).isEqualTo("""
                {"title":"Bad request","status":400,"detail":"no request line"}""");
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void problemOfAParameterNamesIt() {
        assertThat(body(Answer.of(Problem.badParameter("ms", "ms is missing")))).isEqualTo("""
                {"title":"Bad parameter","status":400,"detail":"ms is missing","parameter":"ms"}""");
    }

    @Test
    void failureShowsItsIdAndNothingOfTheInside() {
        Answer answer = Answer.of(Problem.failure("the-id"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(body(answer)).isEqualTo("""
                {"title":"Failure","status":500,"detail":"the handler failed; the server's log has more under this id","id":"the-id"}""");
    }

    @Test
    void whatAClientSentIsEscaped() {
        assertThat(body(Answer.of(Problem.unknownRoute("/\"\\<")))).contains("no route /\\\"\\\\<;");
    }

    @Test
    void plaintextIsFixed() {
        assertThat(body(Answer.PLAINTEXT)).isEqualTo("Hello, World!");
        assertThat(Answer.PLAINTEXT.contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void answersOfRoutesHaveTheMembersOfTheContract() {
        assertThat(body(Answer.READY)).isEqualTo("{\"status\":\"ready\"}");
        assertThat(body(Answer.json(new WaitRequest.Answer(100)))).isEqualTo("{\"waitedMs\":100}");
        assertThat(body(Answer.json(new CpuRequest.Answer("00000000000000ff", 12))))
                .isEqualTo("{\"checksum\":\"00000000000000ff\",\"elapsedNanos\":12}");
        assertThat(body(Answer.json(new UpstreamRequest.Answer(3, 12.5)))).isEqualTo("{\"call\":3,\"latencyMs\":12.5}");
        assertThat(body(Answer.json(new FanoutRequest.Answer(
                        List.of(new UpstreamRequest.Answer(0, 100.0), new UpstreamRequest.Answer(1, 0.25)), 345))))
                .isEqualTo(
                        "{\"results\":[{\"call\":0,\"latencyMs\":100.0},{\"call\":1,\"latencyMs\":0.25}],\"elapsedNanos\":345}");
    }

    @Test
    void aboutHasTheMembersOfTheContract() {
        var about = new About(1, "reactive", "0.1.0", "OpenJDK 25", List.of("-Xmx1g"), Map.of("eventLoops", 2), 77);
        assertThat(body(Answer.json(about)))
                .isEqualTo("{\"contract\":1,\"model\":\"reactive\",\"version\":\"0.1.0\",\"java\":\"OpenJDK 25\","
                        + "\"flags\":[\"-Xmx1g\"],\"settings\":{\"eventLoops\":2},\"pid\":77}");
    }

    @Test
    void upstreamAnswerIsReadBackAsItWasWritten() {
        var answer = new UpstreamRequest.Answer(7, Distribution.LOGNORMAL.latencyMs(100, 5, 7));
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(answer), UpstreamRequest.Answer.class))
                .isEqualTo(answer);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
