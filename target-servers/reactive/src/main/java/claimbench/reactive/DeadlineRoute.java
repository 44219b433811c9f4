package claimbench.reactive;

import claimbench.contract.DeadlineRequest;
import claimbench.contract.ProblemException;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** {@code /deadline}: a call that is cancelled at the deadline, and its connection closed. */
final class DeadlineRoute {
    private final UpstreamCalls upstream;

    DeadlineRoute(UpstreamCalls upstream) {
        this.upstream = upstream;
    }

    Mono<DeadlineRequest.Answer> handle(DeadlineRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            return upstream.generate(request.upstreamRequest())
                    .timeout(
                            Duration.ofMillis(request.timeoutMs()),
                            Mono.error(() -> new ProblemException(request.exceeded())))
                    .map(result -> new DeadlineRequest.Answer(result, System.nanoTime() - startNanos));
        });
    }
}
