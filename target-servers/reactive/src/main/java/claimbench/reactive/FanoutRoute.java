package claimbench.reactive;

import claimbench.contract.FanoutRequest;
import claimbench.contract.FanoutRequest.Failure;
import claimbench.contract.OnError;
import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code /fanout}: serial and concurrent differ in one operator; results come in call order from both. A call that fails
 * ends the request, and with it the calls that are under way; or it is kept among the results.
 */
final class FanoutRoute {
    private final UpstreamCalls upstream;

    FanoutRoute(UpstreamCalls upstream) {
        this.upstream = upstream;
    }

    Mono<FanoutRequest.Answer> handle(FanoutRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            return results(request).collectList().map(results -> answer(results, System.nanoTime() - startNanos));
        });
    }

    /** Each an {@link UpstreamRequest.Answer} or a {@link Failure}. */
    private Flux<Object> results(FanoutRequest request) {
        Flux<UpstreamRequest> requests = Flux.fromIterable(request.upstreamRequests());
        return switch (request.mode()) {
            case SERIAL -> requests.concatMap(call -> result(call, request.onError()));
            // All at once means all: without a number the operator would stop at 256.
            case CONCURRENT, PARALLEL ->
                requests.flatMapSequential(call -> result(call, request.onError()), FanoutRequest.CALLS_MAX);
        };
    }

    private Mono<Object> result(UpstreamRequest call, OnError onError) {
        Mono<Object> result = upstream.generate(call).cast(Object.class);
        return switch (onError) {
            case FAIL -> result;
            case COLLECT ->
                result.onErrorResume(
                        IOException.class,
                        failure -> Mono.just(new Failure(call.call(), String.valueOf(failure.getMessage()))));
        };
    }

    private static FanoutRequest.Answer answer(List<Object> all, long elapsedNanos) {
        List<UpstreamRequest.Answer> results = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Object one : all) {
            if (one instanceof Failure failure) {
                failures.add(failure);
            } else {
                results.add((UpstreamRequest.Answer) one);
            }
        }
        return new FanoutRequest.Answer(results, failures, elapsedNanos);
    }
}
