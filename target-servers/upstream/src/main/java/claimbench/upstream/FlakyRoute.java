package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import claimbench.contract.Problem;
import java.util.Map;
import reactor.core.publisher.Mono;

/** {@link FlakyRequest}: fails some times. It says nothing of when to come again: how long to wait is the caller's part. */
final class FlakyRoute {
    private FlakyRoute() {}

    static Mono<Reply> handle(Call call) {
        FlakyRequest request = FlakyRequest.from(call.query());
        return Mono.just(new Reply.Whole(request.fails() ? failed(request) : answered(request)));
    }

    private static Answer answered(FlakyRequest request) {
        return Answer.json(new FlakyRequest.Answer(request.attempt()));
    }

    private static Answer failed(FlakyRequest request) {
        var problem = new Problem(
                "Unavailable",
                503,
                "attempt " + request.attempt() + " fails, as the first " + request.failures() + " do",
                null,
                null,
                null);
        return new Answer(503, Problem.CONTENT_TYPE, Json.MAPPER.writeValueAsBytes(problem), Map.of());
    }
}
