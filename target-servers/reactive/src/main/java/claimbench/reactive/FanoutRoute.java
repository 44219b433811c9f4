package claimbench.reactive;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /fanout}: serial and concurrent differ in one operator; results come in call order from both. */
final class FanoutRoute {
    private final UpstreamCalls upstream;

    FanoutRoute(UpstreamCalls upstream) {
        this.upstream = upstream;
    }

    Mono<FanoutRequest.Answer> handle(FanoutRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            return results(request)
                    .collectList()
                    .map(results -> new FanoutRequest.Answer(results, System.nanoTime() - startNanos));
        });
    }

    private Flux<UpstreamRequest.Answer> results(FanoutRequest request) {
        Flux<UpstreamRequest> requests = Flux.fromIterable(request.upstreamRequests());
        return switch (request.mode()) {
            case SERIAL -> requests.concatMap(upstream::generate);
            // All at once means all: without a number the operator would stop at 256.
            case CONCURRENT, PARALLEL -> requests.flatMapSequential(upstream::generate, FanoutRequest.CALLS_MAX);
        };
    }
}
