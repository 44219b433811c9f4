package claimbench.reactive;

import claimbench.contract.Backoff;
import claimbench.contract.ProblemException;
import claimbench.contract.RetryRequest;
import claimbench.reactive.UpstreamCalls.StatusException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** {@code /retry}: calls again after a failure that may pass, and waits longer each time. */
final class RetryRoute {
    private final UpstreamCalls upstream;

    RetryRoute(UpstreamCalls upstream) {
        this.upstream = upstream;
    }

    Mono<RetryRequest.Answer> handle(RetryRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            var attempts = new AtomicInteger();
            return Mono.defer(() -> upstream.flaky(request.upstreamRequest(attempts.incrementAndGet())))
                    .retryWhen(Retry.from(failures ->
                            failures.concatMap(failed -> backOff(request, attempts.get(), failed.failure()))))
                    .map(result -> new RetryRequest.Answer(attempts.get(), System.nanoTime() - startNanos));
        });
    }

    /** Ends when it is time for the next attempt, or fails where there is to be none. */
    private static Mono<Long> backOff(RetryRequest request, int attemptsMade, Throwable failure) {
        if (!(failure instanceof IOException)) {
            return Mono.error(failure);
        }
        if (attemptsMade == request.attempts() || !mayPass(failure)) {
            return Mono.error(new ProblemException(request.failed(attemptsMade, String.valueOf(failure.getMessage()))));
        }
        return Mono.delay(Backoff.delay(attemptsMade, ThreadLocalRandom.current()));
    }

    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof StatusException answered)
                || answered.status() == 502
                || answered.status() == 503
                || answered.status() == 504;
    }
}
