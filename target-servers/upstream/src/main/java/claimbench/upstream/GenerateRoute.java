package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.Problem;
import claimbench.contract.UpstreamRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import reactor.core.publisher.Mono;

/** {@link UpstreamRequest}: a result, or a failure that was asked for, when its latency has passed. */
record GenerateRoute(LongConsumer latenessNanos, CallTimes callTimes) {
    Mono<Reply> handle(Call call) {
        UpstreamRequest request = UpstreamRequest.from(call.query());
        long meantNanos = Math.round(request.latencyMs() * TimeUnit.MILLISECONDS.toNanos(1));
        return call.after(meantNanos, request).map(due -> {
            Answer answer = answer(due);
            latenessNanos.accept(call.latenessNanos(meantNanos));
            callTimes.answered(due.call(), call.startNanos());
            return new Reply.Whole(answer);
        });
    }

    private static Answer answer(UpstreamRequest request) {
        return request.fail()
                ? Answer.of(new Problem(
                        "Upstream failed", 500, "call " + request.call() + " failed, as asked", null, null, null))
                : Answer.json(new UpstreamRequest.Answer(request.call(), request.latencyMs()));
    }
}
