package claimbench.reactive;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.TokensRequest;
import reactor.core.publisher.Mono;

/**
 * {@code /answer}: the upstream's tokens, each as it comes, or all in one. A stream's demand comes from the client's
 * socket and goes on to the upstream's, and so does its cancellation.
 */
final class AnswerRoute {
    private final UpstreamCalls upstream;

    AnswerRoute(UpstreamCalls upstream) {
        this.upstream = upstream;
    }

    Mono<Reply> handle(AnswerRequest request) {
        return switch (request.mode()) {
            case STREAM ->
                Mono.just(new Reply.Streamed(TokensRequest.CONTENT_TYPE, upstream.tokens(request.upstreamRequest())));
            case WHOLE -> whole(request).map(answer -> new Reply.Whole(Answer.json(answer)));
        };
    }

    private Mono<AnswerRequest.Answer> whole(AnswerRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            return upstream.text(request.upstreamRequest())
                    .map(text -> new AnswerRequest.Answer(text, System.nanoTime() - startNanos));
        });
    }
}
