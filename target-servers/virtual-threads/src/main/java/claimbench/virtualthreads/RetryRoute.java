package claimbench.virtualthreads;

import claimbench.contract.ProblemException;
import claimbench.contract.RetryRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Retries;

/** {@code /retry}: calls again after a failure that may pass; between attempts the thread sleeps, longer each time. */
final class RetryRoute {
    private final UpstreamClient upstream;

    RetryRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    RetryRequest.Answer answer(RetryRequest request) throws InterruptedException {
        long startNanos = System.nanoTime();
        try {
            int attempts = Retries.call(request.attempts(), UpstreamClient::mayPass, attempt -> {
                upstream.flaky(request.upstreamRequest(attempt));
                return attempt;
            });
            return new RetryRequest.Answer(attempts, System.nanoTime() - startNanos);
        } catch (Retries.GivenUp e) {
            throw new ProblemException(request.failed(e.attempts(), e.lastError()));
        }
    }
}
